import { describe, expect, it } from '@jest/globals';
import { shown, table } from './table.ts';

describe('a shown value', () => {
  it.each([
    [1_234_567, '1,234,567'],
    [0.012345, '0.0123'],
    [12.345, '12.3'],
    [123.45, '123'],
    [0, '0'],
    [Number.NaN, 'NaN'],
    [true, 'yes'],
    [null, '–'],
    ['text', 'text'],
  ])('%p is %s', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });
});

describe('a table', () => {
  it('sets numbers to the right and words to the left', () => {
    expect(
      table([
        { name: 'a', rate: 5 },
        { name: 'long', rate: 1000 },
      ]),
    ).toEqual(['name   rate', 'a         5', 'long  1,000']);
  });

  it('leaves a dash where a row has no such column', () => {
    expect(table([{ a: 1 }, { b: 2 }])).toEqual(['a  b', '1  –', '–  2']);
  });

  it('counts a Chinese character as two columns', () => {
    expect(table([{ 名: 'ab' }, { 名: '网格' }])).toEqual(['名', 'ab', '网格']);
  });
});
