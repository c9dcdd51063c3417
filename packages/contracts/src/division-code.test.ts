import { describe, expect, it } from '@jest/globals';
import { areasOf, divisionLevel, isDivisionCode, liesIn, parentDivision, wholeDivisionCode } from './division-code.ts';

describe('a division code', () => {
  it.each([
    ['410000000000', 'PROVINCE'],
    ['410100000000', 'CITY'],
    ['410105000000', 'COUNTY'],
    ['410105001000', 'TOWN'],
    ['410105001001', 'VILLAGE'],
  ])('%s is a %s', (code, level) => {
    expect(divisionLevel(code)).toBe(level);
  });

  it('lies in every division above it', () => {
    expect(areasOf('410105001001')).toEqual([
      '410000000000',
      '410100000000',
      '410105000000',
      '410105001000',
      '410105001001',
    ]);
  });

  it('of a county has no town among its areas', () => {
    expect(areasOf('410105000000')).toEqual(['410000000000', '410100000000', '410105000000']);
  });

  it('names its parent, and a province has none', () => {
    expect(parentDivision('410105001000')).toBe('410105000000');
    expect(parentDivision('410000000000')).toBeNull();
  });

  it('tells the neighbour county apart', () => {
    expect(liesIn('410105001001', '410105000000')).toBe(true);
    expect(liesIn('410103001001', '410105000000')).toBe(false);
  });

  it.each(['41010500100', '4101050010011', '010105001001', '41010500100x', ''])('is not %j', (code) => {
    expect(isDivisionCode(code)).toBe(false);
  });

  it('grows from a prefix', () => {
    expect(wholeDivisionCode('4101')).toBe('410100000000');
  });
});
