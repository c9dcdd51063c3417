import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { areAlike, bandsNear, bandsOf, differenceOf, MOST_DIFFERENT } from './look.ts';

const DIGITS = 36;
const looks = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: DIGITS, maxLength: DIGITS })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(''));
const turned = (look: string, bits: readonly number[]): string =>
  [...look]
    .map((digit, at) =>
      bits
        .filter((bit) => Math.floor(bit / 4) === at)
        .reduce((value, bit) => value ^ (1 << (bit % 4)), Number.parseInt(digit, 16))
        .toString(16),
    )
    .join('');
const places = (most: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: DIGITS * 4 - 1 }), { minLength: 0, maxLength: most });

describe('looks of pictures', () => {
  it('differ in as many bits as were turned', () => {
    fc.assert(
      fc.property(looks, places(144), (look, bits) => {
        expect(differenceOf(look, turned(look, bits))).toBe(bits.length);
      }),
    );
  });

  it('[E08] that are alike always have a number in common to be found by', () => {
    fc.assert(
      fc.property(looks, places(MOST_DIFFERENT), (look, bits) => {
        const other = turned(look, bits);
        expect(areAlike(look, other)).toBe(true);
        const kept = new Set(bandsOf(other));
        expect(bandsNear(look).some((band) => kept.has(band))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are kept under six numbers, and looked for under a hundred and fifty', () => {
    const look = '0123456789abcdef0123456789abcdef0123';
    expect([new Set(bandsOf(look)).size, new Set(bandsNear(look)).size]).toEqual([6, 150]);
    expect(Math.max(...bandsNear('f'.repeat(DIGITS)))).toBeLessThan(2 ** 31);
  });
});
