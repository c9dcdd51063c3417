import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { hasEndlessNumber } from './endless-number.ts';

describe('numbers without end', () => {
  it.each([
    '{ a(b: 1e999) }',
    '{ a(b: -1e999) }',
    'query ($v: Float = 1e400) { a }',
    '{ ...f } fragment f on X { a(b: [{ c: 1e309 }]) }',
  ])('are found in %s', (source) => {
    expect(hasEndlessNumber(parse(source))).toBe(true);
  });

  it.each(['{ a }', '{ a(b: 1e308) }', '{ a(b: 99999999999999999999) }', '{ a(b: "1e999") }', '{ a(b: $v) }'])(
    'are not in %s',
    (source) => {
      expect(hasEndlessNumber(parse(source))).toBe(false);
    },
  );
});
