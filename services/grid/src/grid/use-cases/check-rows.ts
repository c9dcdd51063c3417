import { areasOf } from '@gridlink/contracts';
import { areaSquareMetres, type CoordinateSystem } from '@gridlink/geo-index';
import { bodiesOf, type Pack } from '@gridlink/jurisdiction';
import { reachesArea, systemScope } from '@gridlink/subgraph-kit';
import { stepForKnown } from '../domain/change.ts';
import { checkRow, type GridRow, type RowRules } from '../domain/check-row.ts';
import type { Grid, GridContent } from '../domain/grid.ts';
import { missedNorms, type NormFinding } from '../domain/norms.ts';
import type { GridRefusal } from '../domain/refusal.ts';
import type { GridDeps, PackedCall } from './grid-deps.ts';
import type { StoredGrid } from './grid-repository.ts';

export type ImportGrids = PackedCall & {
  readonly rows: readonly GridRow[];
  readonly publish: boolean;
  readonly system: CoordinateSystem;
  readonly dryRun: boolean;
};

/** What a row asks for, once it is known to be well-formed and allowed. */
export type PlannedRow =
  | { readonly kind: 'REFUSED'; readonly known: StoredGrid | null; readonly refusals: readonly GridRefusal[] }
  | { readonly kind: 'UNCHANGED'; readonly known: StoredGrid }
  | {
      readonly kind: 'STORE';
      readonly known: StoredGrid | null;
      readonly publishes: boolean;
      readonly warnings: readonly NormFinding[];
      /** Everything but the code, which is allotted when the row is really stored. */
      readonly grid: Omit<Grid, 'code' | 'formerCodes'> & { readonly id: string };
    };

/** Holds every row against the pack, the divisions and what is stored: three reads for any number of rows. */
export async function checkRows(deps: GridDeps, command: ImportGrids): Promise<readonly PlannedRow[]> {
  const scope = systemScope('compare imported grids with stored ones');
  const externalIds = command.rows.map(({ externalId }) => externalId.trim());
  const [divisions, stored] = await Promise.all([
    deps.divisions.byCodes(scope, [...new Set(command.rows.map(({ division }) => division))]),
    deps.grids.wholeByExternalIds(scope, command.pack.code, externalIds),
  ]);
  const byCode = new Map(divisions.map((division) => [division.code, division]));
  const byExternalId = new Map(stored.map((grid) => [grid.externalId, grid]));
  const functions: ReadonlySet<string> = new Set(bodiesOf(command.pack).map((body) => body.function));
  return command.rows.map((row, index): PlannedRow => {
    const externalId = externalIds[index] ?? '';
    const known = byExternalId.get(externalId) ?? null;
    if (externalIds.indexOf(externalId) < index) {
      return { kind: 'REFUSED', known, refusals: [{ kind: 'REPEATED_IN_BATCH', externalId }] };
    }
    const checked = checkRow(row, { ...rulesFor(command, row), division: byCode.get(row.division), functions });
    if ('refusals' in checked) return { kind: 'REFUSED', known, refusals: checked.refusals };
    return plan(command, { externalId, known, content: checked.content, id: known?.id ?? deps.newId() });
  });
}

const rulesFor = ({ pack, scope, system }: ImportGrids, row: GridRow): Omit<RowRules, 'division' | 'functions'> => ({
  jurisdiction: pack.code,
  system,
  withinReach: reachesArea(scope, pack.code, areasOf(row.division)),
  categories: pack.grids.exclusive.categories.map(({ code }) => code),
});

function plan(
  command: ImportGrids,
  row: {
    readonly id: string;
    readonly externalId: string;
    readonly known: StoredGrid | null;
    readonly content: GridContent;
  },
): PlannedRow {
  const { known, content } = row;
  const step = known
    ? stepForKnown(known, content, command.publish)
    : ({ kind: 'CHANGE', publishes: command.publish } as const);
  if (known && step.kind === 'NOTHING') return { kind: 'UNCHANGED', known };
  if (step.kind === 'REFUSED') return { kind: 'REFUSED', known, refusals: [step.refusal] };
  const warnings = missedNorms(command.pack.grids.norms, content);
  return {
    kind: 'STORE',
    known,
    warnings,
    publishes: step.kind === 'CHANGE' && step.publishes,
    grid: { ...fullGrid(command.pack, command, row), outsideNorm: warnings.length > 0 },
  };
}

function fullGrid(
  pack: Pack,
  { now, publish }: ImportGrids,
  row: {
    readonly id: string;
    readonly externalId: string;
    readonly known: StoredGrid | null;
    readonly content: GridContent;
  },
) {
  const { id, externalId, content } = row;
  return {
    ...content,
    id,
    externalId,
    jurisdiction: pack.code,
    areas: areasOf(content.division),
    squareMetres: areaSquareMetres(content.boundary),
    status: publish ? ('PUBLISHED' as const) : ('DRAFT' as const),
    effectiveFrom: publish ? now : null,
    retiredAt: null,
    retiredReason: null,
  };
}
