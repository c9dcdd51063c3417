import { describe, expect, it } from '@jest/globals';
import { checkDivisionRow, type DivisionRow, type DivisionRules } from './check-row.ts';

const RULES: DivisionRules = {
  jurisdiction: 'somewhere',
  territory: ['410100000000'],
  system: 'GCJ02',
  knows: () => true,
  reaches: () => true,
};
const kinds = (row: DivisionRow, rules: Partial<DivisionRules> = {}) => {
  const checked = checkDivisionRow(row, { ...RULES, ...rules });
  return 'refusals' in checked ? checked.refusals.map(({ kind }) => kind) : [];
};

describe('the row of a division', () => {
  it('gives a division with its level, parent and chain out of the code', () => {
    expect(checkDivisionRow({ code: '410105001000', name: ' 经八路街道 ' }, RULES)).toEqual({
      division: {
        code: '410105001000',
        name: '经八路街道',
        level: 'TOWN',
        parent: '410105000000',
        areas: ['410000000000', '410100000000', '410105000000', '410105001000'],
        jurisdictions: ['somewhere'],
        boundary: null,
      },
    });
  });

  it('[G17] may say another level than its code, as functional zones need', () => {
    const checked = checkDivisionRow({ code: '410172001000', name: '某功能区', level: 'COUNTY' }, RULES);
    expect('division' in checked && checked.division.level).toBe('COUNTY');
  });

  it.each(['41010500', '010105000000', '41010500000x', ''])('is refused with the code "%s"', (code) => {
    expect(kinds({ code, name: '某地' })).toEqual(['BAD_CODE']);
  });

  it('of the province above the territory is welcome', () => {
    expect(kinds({ code: '410000000000', name: '某省' })).toEqual([]);
  });

  it.each([
    ['410200000000', {}, ['OUTSIDE_JURISDICTION']],
    ['410105000000', { reaches: () => false }, ['OUT_OF_REACH']],
    ['410105000000', { knows: () => false }, ['PARENT_MISSING']],
  ])('%s with %o is refused: %s', (code, rules, expected) => {
    expect(kinds({ code, name: '某地' }, rules)).toEqual(expected);
  });

  it('says everything that is wrong at once', () => {
    const row = { code: '410105000000', name: '', boundary: { type: 'Point' } };
    expect(kinds(row, { knows: () => false })).toEqual(['NAME_LENGTH', 'PARENT_MISSING', 'BOUNDARY']);
  });
});
