import { gridPublished, gridRetired } from '@gridlink/contracts';
import type { EventHandler } from '@gridlink/event-bus';
import type { RefreshStaffing } from '../use-cases/refresh-staffing.ts';
import type { StaffedGrids } from '../use-cases/staffed-grid-repository.ts';

export type AfterGridEventsDeps = {
  readonly grids: StaffedGrids;
  readonly refreshStaffing: RefreshStaffing;
  /** Ends every appointment in a grid that is no more. */
  readonly endAppointmentsIn: (gridId: string, reason: string, now: Date) => Promise<void>;
  readonly now: () => Date;
};

/** A published grid is counted at once, so that its gaps show before anybody is appointed; a retired one leaves nobody behind. */
export const afterGridEvents = (deps: AfterGridEventsDeps): Readonly<Record<string, EventHandler>> => ({
  [gridPublished.type]: async ({ data, sequence }) => {
    const { grid } = gridPublished.data.parse(data) as { grid: Parameters<StaffedGrids['publish']>[0] };
    await deps.grids.publish(grid, sequence);
    await deps.refreshStaffing([grid.id], deps.now());
  },
  [gridRetired.type]: async ({ data, sequence }) => {
    const { gridId, reason } = gridRetired.data.parse(data) as { gridId: string; reason: string };
    await deps.grids.retire(gridId, sequence);
    await deps.endAppointmentsIn(gridId, `网格撤销：${reason}`, deps.now());
  },
});
