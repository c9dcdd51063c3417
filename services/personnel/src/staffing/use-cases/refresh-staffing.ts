import type { Packs } from '@gridlink/jurisdiction';
import { conflict, systemScope } from '@gridlink/subgraph-kit';
import type { PostGap } from '../domain/staffed-grid.ts';
import { staffingGaps } from '../domain/staffing-gap.ts';
import type { StaffedGrids } from './staffed-grid-repository.ts';

export type PostCount = { readonly gridId: string; readonly position: string; readonly count: number };

export type RefreshStaffingDeps = {
  readonly grids: StaffedGrids;
  readonly packs: Packs;
  /** Counts who serves now in these grids. */
  readonly countStaff: (gridIds: readonly string[]) => Promise<readonly PostCount[]>;
};

export type RefreshStaffing = (gridIds: readonly string[], now: Date) => Promise<void>;

const isSame = (a: readonly PostGap[], b: readonly PostGap[]): boolean =>
  a.length === b.length &&
  a.every(({ position, required, present }, index) => {
    const other = b[index];
    return other?.position === position && other.required === required && other.present === present;
  });

const SCOPE = systemScope('counting staff after a change');
const MAX_ROUNDS = 20;

/**
 * Counts the staff of grids again and stores what is missing. The grid is read before its staff is counted and written only
 * unmoved, so of two counts at the same moment the later one stands. Safe to call as often as one likes.
 */
export const createRefreshStaffing =
  ({ grids, packs, countStaff }: RefreshStaffingDeps): RefreshStaffing =>
  async (gridIds, now) => {
    let pending: readonly string[] = [...new Set(gridIds)];
    for (let round = 0; pending.length > 0; round++) {
      if (round === MAX_ROUNDS) throw conflict(`staffing of ${pending.length} grids kept moving while it was counted`);
      const read = (await grids.byIds(SCOPE, pending)).filter(({ retired }) => !retired);
      const counts = Map.groupBy(await countStaff(read.map(({ id }) => id)), ({ gridId }) => gridId);
      const writes = read.flatMap((grid) => {
        const pack = packs.get(grid.jurisdiction);
        if (!pack) return [];
        const count = new Map((counts.get(grid.id) ?? []).map((post) => [post.position, post.count]));
        const gaps = staffingGaps(pack, grid.kind, count);
        return isSame(gaps, grid.gaps) ? [] : [{ grid, gaps }];
      });
      pending = await grids.writeGaps(writes, now);
    }
  };
