import type { GridKind } from '@gridlink/contracts';
import type { Pack, StaffingRule } from '@gridlink/jurisdiction';
import type { PostGap } from './staffed-grid.ts';

/** How many serve in a grid now, by position. */
export type StaffCount = ReadonlyMap<string, number>;

const rulesOf = (pack: Pack, kind: GridKind): StaffingRule[] =>
  pack.staff.staffing.filter((rule) => rule.kind === kind && rule.min > 0);

/** The rule that sets the minimum of a post in this kind of grid, for its label and article. */
export const staffingRule = (pack: Pack, kind: GridKind, position: string): StaffingRule | undefined =>
  rulesOf(pack, kind).find(({ role }) => role === position);

/** Every post below its minimum, in the law's order; who may stand in by law counts. */
export function staffingGaps(pack: Pack, kind: GridKind, count: StaffCount): PostGap[] {
  return rulesOf(pack, kind).flatMap(({ role, min, substitutes }) => {
    const present = [role, ...substitutes].reduce((sum, position) => sum + (count.get(position) ?? 0), 0);
    return present < min ? [{ position: role, required: min, present }] : [];
  });
}
