import { describe, expect, it } from '@jest/globals';
import { isOnItsWay, isValid } from './confirmation.ts';

const ISSUED = new Date('2026-03-02T02:00:00Z');
const after = (seconds: number): Date => new Date(ISSUED.getTime() + seconds * 1_000);

describe('[E12] a code for a mailbox', () => {
  it.each([
    [0, true, true],
    [59, true, true],
    [60, false, true],
    [1_800, false, true],
    [1_801, false, false],
  ])('%i s after it was sent: still on its way %s, still valid %s', (seconds, onItsWay, valid) => {
    const code = { issuedAt: ISSUED, tries: 0 };
    expect([isOnItsWay(ISSUED, after(seconds)), isValid(code, after(seconds))]).toEqual([onItsWay, valid]);
  });
});
