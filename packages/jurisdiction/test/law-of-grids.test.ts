import { describe, expect, it } from '@jest/globals';
import { gridKindRule } from '../src/index.ts';
import { CODES, packNamed } from './pack-named.ts';

describe('which law holds', () => {
  it.each([
    ['zhengzhou', 'IN_FORCE', '2026-06-01', 44],
    ['ningbo', 'DRAFT', null, 31],
    ['puyang', 'IN_FORCE', '2025-01-01', 29],
    ['liaocheng', 'IN_FORCE', '2023-11-01', 25],
    ['jiangsu', 'IN_FORCE', '2021-01-01', 44],
  ])('[X02] %s: %s since %s, %i articles', (code, status, inForceFrom, articles) => {
    expect(packNamed(code)).toMatchObject({ status, inForceFrom, regulation: { articles } });
  });

  it('[G17] lets the zones of one city govern like counties by its article 28', () => {
    expect(packNamed('puyang').zones.map(({ article, level }) => [article, level])).toEqual(
      Array(3).fill(['第二十八条', 'COUNTY']),
    );
  });
});

describe('grids', () => {
  it.each([
    ['zhengzhou', '城市社区网格', '农村网格'],
    ['ningbo', '城市社区网格', '农村网格'],
    ['puyang', '城乡社区网格', '行政村网格'],
    ['liaocheng', '综合网格', '综合网格'],
    ['jiangsu', '综合网格', '综合网格'],
  ])('[G01] %s calls urban ones %s and rural ones %s', (code, urban, rural) => {
    const labels = (['URBAN', 'RURAL', 'EXCLUSIVE'] as const).map(
      (kind) => gridKindRule(packNamed(code), kind)?.label.zh,
    );
    expect(labels).toEqual([urban, rural, '专属网格']);
  });

  it.each([
    ['liaocheng', 'URBAN', 'RESIDENTS', 1000, '第八条第二款'],
    ['liaocheng', 'URBAN', 'HOUSEHOLDS', null, '第八条第二款'],
    ['jiangsu', 'URBAN', 'HOUSEHOLDS', null, '第六条第二款'],
    ['jiangsu', 'RURAL', 'HOUSEHOLDS', 300, '第六条第二款'],
  ])('[G02] %s sizes %s grids by %s', (code, kind, measure, about, article) => {
    const norm = packNamed(code).grids.norms.find((entry) => entry.kind === kind && entry.measure === measure);
    expect(norm).toMatchObject({ about, article });
  });

  it.each(['liaocheng', 'jiangsu'])('[G02] %s wants 300 to 500 households in town', (code) => {
    const norm = packNamed(code).grids.norms.find(({ kind, measure }) => kind === 'URBAN' && measure === 'HOUSEHOLDS');
    expect([norm?.min, norm?.max]).toEqual([300, 500]);
  });

  it.each(['zhengzhou', 'ningbo', 'puyang'])('[G02] %s has only the operator’s numbers', (code) => {
    expect(new Set(packNamed(code).grids.norms.map(({ basis }) => basis))).toEqual(new Set(['OPERATOR']));
  });

  it.each([
    ['puyang', true, '第七条第二款'],
    ['jiangsu', true, '第七条'],
    ['zhengzhou', false, null],
    ['ningbo', false, null],
    ['liaocheng', false, null],
  ])('[G06] %s requires filing with the city: %s', (code, required, article) => {
    expect(packNamed(code).grids.filing).toMatchObject({ required, article });
  });

  it.each(CODES)('[G06] the days to file within are the operator’s in %s', (code) => {
    expect(packNamed(code).grids.filing.within.basis).toBe('OPERATOR');
  });

  it.each([
    ['ningbo', ['URBAN', 'RURAL', 'EXCLUSIVE']],
    ['zhengzhou', ['URBAN', 'EXCLUSIVE']],
    ['puyang', []],
  ])('[G07] %s extends %j downward', (code, kinds) => {
    expect(packNamed(code).grids.microGrids.kinds).toEqual(kinds);
  });

  it.each([
    ['zhengzhou', true],
    ['puyang', true],
    ['jiangsu', true],
    ['ningbo', false],
    ['liaocheng', false],
  ])('[G08] %s puts exclusive grids under dual management: %s', (code, applies) => {
    expect(packNamed(code).grids.exclusive.dualManagement.applies).toBe(applies);
  });

  it('[G13] only one law knows the four lists, over six sectors', () => {
    expect(CODES.map((code) => packNamed(code).grids.exclusive.fourLists?.sectors.length ?? 0)).toEqual([
      6, 0, 0, 0, 0,
    ]);
  });

  it('[G04] names the departmental grids one law merges', () => {
    expect(packNamed('puyang').grids.mergedDepartmentalGrids).toHaveLength(10);
  });
});

describe('notices', () => {
  it.each([
    ['zhengzhou', ['GRID_NAME', 'AREA', 'STAFF_NAMES', 'STAFF_CONTACTS'], ['GRID_LEADER', 'GRID_WORKER']],
    [
      'ningbo',
      ['GRID_NAME', 'AREA', 'SUPERVISION_PHONE', 'STAFF_NAMES', 'STAFF_CONTACTS', 'STAFF_DUTIES'],
      ['GRID_LEADER', 'FULL_TIME_WORKER', 'INSTRUCTOR'],
    ],
    [
      'puyang',
      ['GRID_NAME', 'AREA', 'STAFF_NAMES', 'STAFF_DUTIES', 'STAFF_CONTACTS', 'SUPERVISION_PHONE'],
      ['GRID_LEADER', 'INSTRUCTOR', 'FULL_TIME_WORKER', 'PART_TIME_WORKER'],
    ],
    [
      'liaocheng',
      ['GRID_NAME', 'AREA', 'STAFF_DUTIES', 'STAFF_NAMES', 'STAFF_CONTACTS'],
      ['FULL_TIME_WORKER', 'PART_TIME_WORKER'],
    ],
    ['jiangsu', ['GRID_NAME', 'AREA', 'STAFF_NAMES', 'STAFF_CONTACTS'], ['GRID_LEADER', 'FULL_TIME_WORKER']],
  ])('[G09] %s shows exactly its fields', (code, fields, roles) => {
    const { notice } = packNamed(code);
    expect(notice.fields.map(({ field }) => field)).toEqual(fields);
    expect(notice.fields.find(({ field }) => field === 'STAFF_NAMES')?.roles).toEqual(roles);
  });
});

describe('items', () => {
  it.each([
    ['zhengzhou', 9],
    ['ningbo', 8],
    ['puyang', 8],
    ['liaocheng', 10],
    ['jiangsu', 12],
  ])('[G10] %s has %i categories', (code, count) => {
    expect(packNamed(code).serviceItems.categories).toHaveLength(count);
  });

  it.each([
    ['puyang', 'LICENCE', '第十四条第二款'],
    ['liaocheng', 'COERCION', '第十三条第二款'],
    ['jiangsu', 'PENALTY', '第十六条第三款第（二）项'],
    ['zhengzhou', 'NEGATIVE_LIST', '第十六条'],
  ])('[G11] %s reserves %s by %s', (code, act, article) => {
    expect(packNamed(code).serviceItems.reserved.find((entry) => entry.code === act)?.article).toBe(article);
  });

  it.each([
    ['zhengzhou', false, '第十五条第三款'],
    ['ningbo', true, '第十九条第一款'],
    ['jiangsu', false, '第十六条第三款第（一）项'],
  ])('[G12] %s allows off-list work with consent: %s', (code, possible, article) => {
    expect(packNamed(code).serviceItems.offList.withConsent).toMatchObject({ possible, article });
  });

  it.each([
    ['zhengzhou', ['CITY']],
    ['ningbo', ['CITY', 'COUNTY']],
    ['puyang', ['COUNTY']],
    ['liaocheng', ['CITY']],
    ['jiangsu', ['COUNTY']],
  ])('[G10] the list of %s is made at %j', (code, levels) => {
    expect(packNamed(code).serviceItems.list.madeBy).toEqual(levels);
  });

  it('[G15] only one law has policies reviewed', () => {
    expect(CODES.filter((code) => packNamed(code).serviceItems.policyReview.required)).toEqual(['zhengzhou']);
  });
});
