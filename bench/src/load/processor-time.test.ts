import { describe, expect, it } from '@jest/globals';
import { millisecondsIn } from './processor-time.ts';

const LINE = '(na) me) S 1 2 3 0 -1 4194304 100 0 0 0 250 30 0 0 20 0 11 0 1000 100 5';

describe('processor time', () => {
  it('is user and system time together', () => {
    expect(millisecondsIn(`4711 ${LINE}`)).toBe(2_800);
  });
});
