import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { literalDepth } from './literal-depth.ts';

describe('the depth of values in a document', () => {
  it.each([
    ['{ a }', 0],
    ['{ a(b: 1) }', 0],
    ['{ a(b: []) c(d: { e: [1, [2]] }) }', 3],
    ['query ($v: X = { a: { b: 1 } }) { a(b: $v) }', 2],
    ['{ ...f } fragment f on X { a(b: [[]]) }', 2],
  ])('%s: %d', (source, depth) => {
    expect(literalDepth(parse(source))).toBe(depth);
  });
});
