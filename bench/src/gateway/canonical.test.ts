import { describe, expect, it } from '@jest/globals';
import { canonical } from './canonical.ts';

describe('a canonical text', () => {
  it('is the same whatever order the keys come in', () => {
    expect(canonical({ b: { d: 1, c: 2 }, a: 3 })).toBe(canonical({ a: 3, b: { c: 2, d: 1 } }));
  });

  it('is another one for another order of a list', () => {
    expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
  });
});
