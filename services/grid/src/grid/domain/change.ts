import type { Grid, GridContent, GridStatus } from './grid.ts';
import type { GridRefusal } from './refusal.ts';

/** What a publication changes in a grid that is new, a draft, or published with other content. */
export type GridChange = Partial<Grid>;

export type ImportStep =
  | { readonly kind: 'NOTHING' }
  | { readonly kind: 'CHANGE'; readonly publishes: boolean }
  | { readonly kind: 'REFUSED'; readonly refusal: GridRefusal };

/**
 * What an imported row means for a grid that is there already. A kind or division never changes under a code (the code is made of
 * them): that is another grid. What the public knows changes only together with its publication.
 */
export function stepForKnown(known: Grid, content: GridContent, publish: boolean): ImportStep {
  if (known.status === 'RETIRED') {
    return { kind: 'REFUSED', refusal: { kind: 'WRONG_STATUS', status: known.status, wanted: 'DRAFT' } };
  }
  if (known.kind !== content.kind) return { kind: 'REFUSED', refusal: { kind: 'FIXED_CHANGED', field: 'kind' } };
  if (known.division !== content.division) {
    return { kind: 'REFUSED', refusal: { kind: 'FIXED_CHANGED', field: 'division' } };
  }
  const same = sameContent(known, content);
  if (known.status === 'PUBLISHED') {
    if (same) return { kind: 'NOTHING' };
    return publish
      ? { kind: 'CHANGE', publishes: true }
      : { kind: 'REFUSED', refusal: { kind: 'CHANGE_NEEDS_PUBLICATION' } };
  }
  return same && !publish ? { kind: 'NOTHING' } : { kind: 'CHANGE', publishes: publish };
}

const contentOnly = ({ name, households, residents, exclusive, boundary }: GridContent) =>
  JSON.stringify([
    name,
    households,
    residents,
    exclusive && [exclusive.category, exclusive.hostUnit, exclusive.supervisingFunctions],
    boundary.coordinates,
  ]);

export const sameContent = (a: GridContent, b: GridContent): boolean => contentOnly(a) === contentOnly(b);

/** Where each command on one grid starts from. */
const STARTS: Readonly<Record<'PUBLISH' | 'RETIRE', GridStatus>> = { PUBLISH: 'DRAFT', RETIRE: 'PUBLISHED' };

/** Undefined when the command may run on a grid of that status. */
export function statusRefusal(command: keyof typeof STARTS, status: GridStatus): GridRefusal | undefined {
  const wanted = STARTS[command];
  return status === wanted ? undefined : { kind: 'WRONG_STATUS', status, wanted };
}

export const published = (now: Date): GridChange => ({ status: 'PUBLISHED', effectiveFrom: now });

export const retired = (now: Date, reason: string): GridChange => ({
  status: 'RETIRED',
  retiredAt: now,
  retiredReason: reason,
});

/** The old code goes to the former ones, where it stays resolvable. */
export const recoded = (grid: Pick<Grid, 'code' | 'formerCodes'>, code: string): GridChange => ({
  code,
  formerCodes: [...grid.formerCodes, grid.code],
});
