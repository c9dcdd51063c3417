import { describe, expect, it } from '@jest/globals';
import { createRestWatch } from './memory-at-rest.ts';

const BUSY_MS = 3_000;
const RESTING_MS = 100;

/** Looks at a process that has used so much processor time since the last look and holds so many megabytes; after giving back it holds 180. */
function looks(...seen: readonly (readonly [usedMs: number, residentMb: number])[]): boolean[] {
  const watch = createRestWatch();
  let cpuMs = 1_000;
  return seen.map(([used, residentMb]) => {
    cpuMs += used;
    const { isTime, given } = watch({ cpuMs, residentMb });
    if (isTime) given(180);
    return isTime;
  });
}

describe('memory is given back', () => {
  it('by a process that has rested between two looks', () => {
    expect(looks([0, 320], [RESTING_MS, 320])).toEqual([false, true]);
  });

  it('not by one at work', () => {
    expect(looks([0, 320], [BUSY_MS, 320], [BUSY_MS, 330])).toEqual([false, false, false]);
  });

  it('not again while it holds little more than after the last time', () => {
    expect(looks([0, 320], [RESTING_MS, 320], [RESTING_MS, 180], [RESTING_MS, 195])).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it('again after the next busy hour', () => {
    expect(looks([0, 320], [RESTING_MS, 320], [BUSY_MS, 300], [RESTING_MS, 300])).toEqual([false, true, false, true]);
  });
});
