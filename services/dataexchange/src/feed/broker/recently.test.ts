import { beforeEach, describe, expect, it } from '@jest/globals';
import { createRecently, type Recently } from './recently.ts';

describe('what was found out recently', () => {
  let at: number;
  let recently: Recently;
  beforeEach(() => {
    at = 1_000;
    recently = createRecently(5_000, () => at);
    recently.note('a');
  });

  it.each([
    [4_999, true],
    [5_000, false],
  ])('counts after %d ms: %s', (after, expected) => {
    at += after;
    expect(recently.has('a')).toBe(expected);
  });

  it('counts anew from the last time it was noted', () => {
    at += 4_000;
    recently.note('a');
    at += 4_000;
    expect(recently.has('a')).toBe(true);
  });

  it('holds no more than what was noted in that time, however many keys there were', () => {
    for (let n = 0; n < 10_000; n++) {
      at += 1;
      recently.note(`feed ${n}`);
    }
    expect(recently.size).toBe(5_000);
  });

  it('keeps a key that was noted again while older ones go', () => {
    recently.note('b');
    at += 3_000;
    recently.note('a');
    at += 3_000;
    recently.note('c');
    expect([recently.has('a'), recently.has('b'), recently.size]).toEqual([true, false, 2]);
  });
});
