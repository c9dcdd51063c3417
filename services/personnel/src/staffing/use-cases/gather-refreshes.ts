import type { RefreshStaffing } from './refresh-staffing.ts';

const GATHER_MS = 20;

/**
 * Counts that are asked for within a few milliseconds are made as one, so that a thousand appointments imported at once do not
 * cost a thousand counts. Each caller waits for the count that includes its grids, and fails with it.
 */
export function gatherRefreshes(refresh: RefreshStaffing): RefreshStaffing {
  let waiting = new Set<string>();
  let running: Promise<void> | undefined;

  const flush = async (now: Date): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    const gridIds = [...waiting];
    waiting = new Set();
    running = undefined;
    await refresh(gridIds, now);
  };

  return (gridIds, now) => {
    for (const gridId of gridIds) waiting.add(gridId);
    running ??= flush(now);
    return running;
  };
}
