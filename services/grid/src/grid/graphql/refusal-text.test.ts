import { loadPacks } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import type { GridRefusal } from '../domain/refusal.ts';
import { gridError, normText } from './refusal-text.ts';

/** One of each kind; a kind that is missing here does not compile. */
const EVERY_REFUSAL: { readonly [K in GridRefusal['kind']]: Extract<GridRefusal, { kind: K }> } = {
  BOUNDARY: { kind: 'BOUNDARY', boundary: { kind: 'NOT_CLOSED' } },
  TEXT_LENGTH: { kind: 'TEXT_LENGTH', field: 'name', most: 60 },
  FIGURE_RANGE: { kind: 'FIGURE_RANGE', field: 'residents', most: 1_000_000 },
  DIVISION_UNKNOWN: { kind: 'DIVISION_UNKNOWN', division: '410105001001' },
  DIVISION_LEVEL: { kind: 'DIVISION_LEVEL', division: '410105000000', level: 'COUNTY' },
  DIVISION_ELSEWHERE: { kind: 'DIVISION_ELSEWHERE', division: '410902001001' },
  OUT_OF_REACH: { kind: 'OUT_OF_REACH', division: '410103001001' },
  EXCLUSIVE_MISSING: { kind: 'EXCLUSIVE_MISSING' },
  EXCLUSIVE_UNWANTED: { kind: 'EXCLUSIVE_UNWANTED' },
  CATEGORY_UNKNOWN: { kind: 'CATEGORY_UNKNOWN', category: 'ZOO', known: ['SCHOOL'] },
  FUNCTION_UNKNOWN: { kind: 'FUNCTION_UNKNOWN', functions: ['MAGIC'] },
  FIXED_CHANGED: { kind: 'FIXED_CHANGED', field: 'kind' },
  WRONG_STATUS: { kind: 'WRONG_STATUS', status: 'RETIRED', wanted: 'PUBLISHED' },
  CHANGE_NEEDS_PUBLICATION: { kind: 'CHANGE_NEEDS_PUBLICATION' },
  REPEATED_IN_BATCH: { kind: 'REPEATED_IN_BATCH', externalId: 'one' },
  OUTSIDE_TERRITORY: { kind: 'OUTSIDE_TERRITORY', territory: '410105000000', squareMetres: 21.34 },
  OVERLAPS: { kind: 'OVERLAPS', grids: [{ code: '410105001001U001', name: '某网格', squareMetres: 20_318.4 }] },
  CODES_EXHAUSTED: { kind: 'CODES_EXHAUSTED', division: '410105001001' },
};

describe.each([...loadPacks().values()])('in $code', (pack) => {
  it.each(Object.values(EVERY_REFUSAL))('a refusal for $kind has words and names its field', (refusal) => {
    const { field, message } = gridError(pack, refusal);
    expect(field[0]).toMatch(/^[a-zA-Z]+$/);
    expect(message).toMatch(/\p{Script=Han}/u);
    expect(message).not.toMatch(/undefined|null|\[object/);
  });

  it('an article is quoted with the title of its law, or not at all', () => {
    for (const refusal of Object.values(EVERY_REFUSAL)) {
      const { article } = gridError(pack, refusal);
      if (article !== null) expect(article?.startsWith(pack.regulation.zh)).toBe(true);
    }
  });
});

describe('the words', () => {
  const [pack] = loadPacks().values();
  const messageOf = (refusal: GridRefusal): string => (pack ? gridError(pack, refusal).message : '');

  it.each([
    ['whole square metres', EVERY_REFUSAL.OVERLAPS, '某网格（410105001001U001）重叠 20318 平方米'],
    ['tenths of few square metres', EVERY_REFUSAL.OUTSIDE_TERRITORY, '21.3 平方米'],
    ['the status it is in and the one it should be in', EVERY_REFUSAL.WRONG_STATUS, '“已撤销”，须为“已公布”'],
    ['what may be chosen', EVERY_REFUSAL.CATEGORY_UNKNOWN, 'SCHOOL'],
  ])('tell %s', (_what, refusal, words) => {
    expect(messageOf(refusal)).toContain(words);
  });

  it('of a boundary carry the boundary’s own code', () => {
    expect(pack && gridError(pack, EVERY_REFUSAL.BOUNDARY).code).toBe('NOT_CLOSED');
  });

  it('of a norm tell figure, bounds and source', () => {
    const finding = { measure: 'HOUSEHOLDS', value: 9, min: 300, max: 500, article: null } as const;
    expect(pack && normText(pack, finding)).toBe('规模提醒：户数 9 不在 300 到 500 之间（运行方设定的标准）');
  });
});
