import { describe, expect, it } from '@jest/globals';
import { bar } from './result.ts';

describe('a bar', () => {
  it.each([
    [2, { atLeast: 2 }, '≥ 2', true],
    [1.99, { atLeast: 2 }, '≥ 2', false],
    [0, { atMost: 0 }, '≤ 0', true],
    [1, { atMost: 0 }, '≤ 0', false],
    [10, { below: 10 }, '< 10', false],
    [Number.NaN, { atLeast: 2 }, '≥ 2', false],
    [Number.NaN, { atMost: 0 }, '≤ 0', false],
  ])('of %d against %j', (value, limit, words, holds) => {
    expect(bar('S1', 'speed', { value, unit: '×', limit })).toEqual({
      id: 'S1',
      what: 'speed',
      value,
      unit: '×',
      limit: words,
      holds,
    });
  });
});
