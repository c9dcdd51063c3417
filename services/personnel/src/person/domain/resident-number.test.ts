import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { residentNumber } from '../../../test/resident-number.ts';
import { birthDateIn, isResidentNumber } from './resident-number.ts';

describe('a resident number', () => {
  it('is known by its check character', () => {
    expect(isResidentNumber('11010519491231002X')).toBe(true);
  });

  it.each(['110105194912310021', '11010519491231002x', '1101051949123100', '', '01010519491231002X'])(
    'is not %j',
    (value) => {
      expect(isResidentNumber(value)).toBe(false);
    },
  );

  it('holds the date of birth', () => {
    expect(birthDateIn('11010519491231002X')).toBe('1949-12-31');
  });

  it('does not survive one wrong digit', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (serial, at, by) => {
        const good = residentNumber('410902', '1990-05-01', serial);
        const digit = (Number(good[at]) + by) % 10;
        return !isResidentNumber(good.slice(0, at) + digit + good.slice(at + 1));
      }),
    );
  });
});
