import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv } from './csv.ts';

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe('a comma-separated file', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\uFEFFa,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n"1,5","say ""no"""\n',
      [
        ['a', 'b'],
        ['1,5', 'say "no"'],
      ],
    ],
    [
      'a,b\n"two\nlines",\n',
      [
        ['a', 'b'],
        ['two\nlines', ''],
      ],
    ],
    ['a,', [['a', '']]],
    [
      'a,b\n\n\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['', []],
  ])('%j is read', (text, expected) => {
    expect(readCsv(text)).toEqual(expected);
  });

  it.each(['a,"b', 'a,"b"c', 'a,b"c'])('%j is none', (text) => {
    expect(readCsv(text)).toBeNull();
  });

  it('gives back whatever cells were written', () => {
    const cells = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(cells, (lines) => {
        expect(readCsv(lines.map((line) => line.map(quoted).join(',')).join('\n'))).toEqual(lines);
      }),
    );
  });
});
