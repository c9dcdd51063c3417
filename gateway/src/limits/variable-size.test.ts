import { describe, expect, it } from '@jest/globals';
import { variableSize } from './variable-size.ts';

const MOST = { depth: 5, values: 100 };
const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

describe('the size of variables', () => {
  it('counts levels and values', () => {
    expect(variableSize({ a: [1, 2], b: null }, MOST)).toEqual({ depth: 3, values: 5 });
  });

  it('stops at the limit of levels, however deep the rest goes', () => {
    expect(variableSize(nested(100_000), MOST).depth).toBe(MOST.depth + 1);
  });

  it('sees more values than it allows', () => {
    expect(variableSize({ list: Array.from({ length: 500 }, () => 0) }, MOST).values).toBeGreaterThan(MOST.values);
  });
});
