import { describe, expect, it } from '@jest/globals';
import { crashesAfter, defaultRestartPolicy, pauseBeforeRestart } from './restart-policy.ts';

describe('pauseBeforeRestart', () => {
  it.each([
    [1, 250],
    [2, 500],
    [5, 4_000],
    [6, 5_000],
    [5_000, 5_000],
  ])('waits after %i crashes in a row for %i ms', (crashes, pauseMs) => {
    expect(pauseBeforeRestart(defaultRestartPolicy, crashes)).toBe(pauseMs);
  });
});

describe('crashesAfter', () => {
  it('counts on when the process lived shortly', () => {
    expect(crashesAfter(defaultRestartPolicy, 3, 9_999)).toBe(4);
  });

  it('begins anew when it lived long', () => {
    expect(crashesAfter(defaultRestartPolicy, 3, 10_000)).toBe(1);
  });
});
