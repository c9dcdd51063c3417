import { wholeDivisionCode } from '@gridlink/contracts';
import { type Pack, type RoleRule, roleRule } from '@gridlink/jurisdiction';
import type { Seeded } from '../seeded.ts';
import type { PlannedGrid } from '../territory/plan-grids.ts';
import { type MadeUpPerson, madeUpPerson } from './made-up-person.ts';

export type PlannedStaff = {
  readonly person: MadeUpPerson & {
    readonly division: string;
    readonly background: string | undefined;
    readonly attested: readonly string[];
  };
  readonly position: RoleRule['role'];
  readonly accountRole: RoleRule['accountRole'];
  readonly grid: string;
  /** Organization codes. */
  readonly appointingBody: string;
  readonly togetherWith: readonly string[];
};

/** Posts a grid of this kind is filled with: what the pack demands, and a worker where it demands none. */
function postsFor(pack: Pack, kind: PlannedGrid['kind']): RoleRule[] {
  const demanded = pack.staff.staffing
    .filter((rule) => rule.kind === kind && rule.min > 0)
    .flatMap((rule) => roleRule(pack, rule.role) ?? []);
  if (demanded.some((rule) => rule.accountRole === 'GRID_WORKER')) return demanded;
  return [...demanded, ...pack.staff.roles.filter((rule) => rule.accountRole === 'GRID_WORKER').slice(0, 1)];
}

/** Where the body of a function that appoints for this grid sits. */
function bodyCode(grid: PlannedGrid, bodyFunction: string): string {
  const division =
    bodyFunction === 'COMMITTEE'
      ? grid.division
      : bodyFunction === 'TOWN'
        ? grid.town
        : wholeDivisionCode(grid.division.slice(0, 6));
  return `${division}-${bodyFunction}`;
}

const attestedMatters = (pack: Pack): string[] =>
  pack.staff.eligibility.flatMap(({ predicate }) => (predicate.kind === 'ATTESTED' ? [predicate.matter] : []));

/** The people of a grid and how they are appointed, as the pack's law wants it. */
export function planStaff(
  pack: Pack,
  grid: PlannedGrid,
  chance: Seeded & { readonly serial: () => number },
): PlannedStaff[] {
  return postsFor(pack, grid.kind).map((post) => {
    const holders = post.holders.find((rule) => rule.kinds.includes(grid.kind));
    const appointer = post.appointedBy.find((rule) => rule.kinds.includes(grid.kind));
    const background = holders?.backgrounds.find((candidate) => !holders.except.includes(candidate));
    return {
      person: {
        ...madeUpPerson(chance, grid.division, chance.serial()),
        division: grid.division,
        background,
        attested: attestedMatters(pack),
      },
      position: post.role,
      accountRole: post.accountRole,
      grid: grid.externalId,
      appointingBody: bodyCode(grid, appointer?.body ?? 'TOWN'),
      togetherWith: (appointer?.togetherWith ?? []).map((body) => bodyCode(grid, body)),
    };
  });
}
