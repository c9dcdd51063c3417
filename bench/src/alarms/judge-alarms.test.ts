import { describe, expect, it } from '@jest/globals';
import { judgeAlarms } from './judge-alarms.ts';

const at = new Date(10_000);
const planned = [{ code: 'T1', verb: 'late', at }] as const;
const raised = { verb: 'late', heardAtMs: 10_500 } as const;

describe('the judge of alarms', () => {
  it.each([
    ['once and in time', [raised], 1, { lateness: [500], missing: 0, wrong: 0, early: 0 }],
    ['not at all', [], 0, { lateness: [], missing: 1, wrong: 0, early: 0 }],
    ['twice', [raised, raised], 2, { lateness: [500], missing: 0, wrong: 1, early: 0 }],
    ['once, and stored twice', [raised], 2, { lateness: [500], missing: 0, wrong: 1, early: 0 }],
    [
      'as a reminder',
      [{ ...raised, verb: 'reminded' as const }],
      1,
      { lateness: [500], missing: 0, wrong: 1, early: 0 },
    ],
    ['too early', [{ ...raised, heardAtMs: 9_999 }], 1, { lateness: [-1], missing: 0, wrong: 0, early: 1 }],
  ])('finds an alarm raised %s', (_what, events, stored, expected) => {
    const logged = new Map(stored > 0 ? [['T1', stored]] : []);
    expect(judgeAlarms(planned, { heard: { of: () => events }, logged })).toEqual(expected);
  });
});
