import { describe, expect, it } from '@jest/globals';
import { isValid, stands } from './confirmation.ts';

const ISSUED = new Date('2026-03-02T02:00:00Z');
const after = (seconds: number): Date => new Date(ISSUED.getTime() + seconds * 1_000);

describe('[E12] a code for a mailbox', () => {
  it.each([
    [0, true, true],
    [59, true, true],
    [60, false, true],
    [1_800, false, true],
    [1_801, false, false],
  ])('%i s after it was sent: still on its way %s, still valid %s', (seconds, isOnItsWay, valid) => {
    const code = { issuedAt: ISSUED, tries: 0 };
    expect([stands(code, after(seconds)), isValid(code, after(seconds))]).toEqual([isOnItsWay, valid]);
  });

  it('that was guessed at too often is sent anew at once', () => {
    expect(stands({ issuedAt: ISSUED, tries: 5 }, after(1))).toBe(false);
  });
});
