import type { GridSnapshot } from '@gridlink/contracts';
import type { PageRequest, Scope } from '@gridlink/subgraph-kit';
import type { PostGap, StaffedGrid } from '../domain/staffed-grid.ts';

export type GapWrite = {
  readonly grid: Pick<StaffedGrid, 'id' | 'version' | 'shortSince'>;
  readonly gaps: readonly PostGap[];
};

/** Published grids as this service needs them, kept by events. */
export type StaffedGrids = {
  byIds(scope: Scope, ids: readonly string[]): Promise<readonly StaffedGrid[]>;
  /** `limit + 1` grids with gaps, in the order of their codes. */
  listShort(scope: Scope, division: string | null, page: PageRequest): Promise<readonly StaffedGrid[]>;
  /** As the event of that number shows it; what is newer stays. */
  publish(grid: GridSnapshot, sequence: number): Promise<void>;
  retire(gridId: string, sequence: number): Promise<void>;
  /** Stores gaps where the grid still has the version they were counted for; answers the ids that have moved on. */
  writeGaps(writes: readonly GapWrite[], now: Date): Promise<readonly string[]>;
};
