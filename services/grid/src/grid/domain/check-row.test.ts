import { describe, expect, it } from '@jest/globals';
import { checkRow, type GridRow, type RowRules } from './check-row.ts';

const RULES: RowRules = {
  jurisdiction: 'somewhere',
  system: 'GCJ02',
  division: { code: '410105001001', level: 'VILLAGE', jurisdictions: ['somewhere'] },
  withinReach: true,
  categories: ['SCHOOL'],
  functions: new Set(['EDUCATION']),
};
const ROW: GridRow = {
  externalId: 'one',
  name: ' 某网格 ',
  kind: 'URBAN',
  division: '410105001001',
  boundary: {
    type: 'Polygon',
    coordinates: [
      [
        [113, 34],
        [113.1, 34],
        [113.1, 34.1],
        [113, 34],
      ],
    ],
  },
};
const SCHOOL = { category: 'SCHOOL', hostUnit: '某校', supervisingFunctions: ['EDUCATION'] };
const kinds = (row: Partial<GridRow>, rules: Partial<RowRules> = {}) => {
  const checked = checkRow({ ...ROW, ...row }, { ...RULES, ...rules });
  return 'refusals' in checked ? checked.refusals.map(({ kind }) => kind) : [];
};

describe('the row of a grid', () => {
  it('becomes content with trimmed words and null for what is not said', () => {
    const checked = checkRow(ROW, RULES);
    expect('content' in checked && { ...checked.content, boundary: null }).toEqual({
      name: '某网格',
      kind: 'URBAN',
      division: '410105001001',
      boundary: null,
      households: null,
      residents: null,
      exclusive: null,
    });
  });

  it.each<[string, Partial<GridRow>, string]>([
    ['no external id', { externalId: '' }, 'TEXT_LENGTH'],
    ['an external id without end', { externalId: 'x'.repeat(81) }, 'TEXT_LENGTH'],
    ['a name of 61 characters', { name: '格'.repeat(61) }, 'TEXT_LENGTH'],
    ['fewer than no residents', { residents: -5 }, 'FIGURE_RANGE'],
    ['dual management on an urban grid', { exclusive: SCHOOL }, 'EXCLUSIVE_UNWANTED'],
    ['an exclusive grid without it', { kind: 'EXCLUSIVE' }, 'EXCLUSIVE_MISSING'],
    ['an unknown category', { kind: 'EXCLUSIVE', exclusive: { ...SCHOOL, category: 'ZOO' } }, 'CATEGORY_UNKNOWN'],
    ['no host unit', { kind: 'EXCLUSIVE', exclusive: { ...SCHOOL, hostUnit: '' } }, 'TEXT_LENGTH'],
    [
      'an unknown function',
      { kind: 'EXCLUSIVE', exclusive: { ...SCHOOL, supervisingFunctions: ['X'] } },
      'FUNCTION_UNKNOWN',
    ],
    ['no area', { boundary: 5 }, 'BOUNDARY'],
  ])('is refused with %s', (_what, row, kind) => {
    expect(kinds(row)).toEqual([kind]);
  });

  it.each<[string, Partial<RowRules>, string]>([
    ['is unknown', { division: undefined }, 'DIVISION_UNKNOWN'],
    [
      'is of another jurisdiction',
      { division: { code: '1', level: 'VILLAGE', jurisdictions: ['else'] } },
      'DIVISION_ELSEWHERE',
    ],
    ['is out of reach', { withinReach: false }, 'OUT_OF_REACH'],
    ['is a county', { division: { code: '1', level: 'COUNTY', jurisdictions: ['somewhere'] } }, 'DIVISION_LEVEL'],
  ])('is refused when its division %s', (_what, rules, kind) => {
    expect(kinds({}, rules)).toEqual([kind]);
  });

  it('[G08] of an exclusive grid may name a county, for one that spans towns', () => {
    const division = { code: '1', level: 'COUNTY', jurisdictions: ['somewhere'] } as const;
    expect(kinds({ kind: 'EXCLUSIVE', exclusive: SCHOOL }, { division })).toEqual([]);
  });
});
