import { describe, expect, it } from '@jest/globals';
import {
  type GridKind,
  gridKindRule,
  loadPacks,
  type Pack,
  roleRule,
  type StaffRole,
  stageLabel,
} from '../src/index.ts';

function pack(code: string): Pack {
  const found = loadPacks().get(code);
  if (!found) throw new Error(`no pack ${code}`);
  return found;
}

function minimum(code: string, kind: GridKind, role: StaffRole) {
  return pack(code).staff.staffing.find((rule) => rule.kind === kind && rule.role === role);
}

const CODES = ['zhengzhou', 'ningbo', 'puyang', 'liaocheng', 'jiangsu'];

describe('which law holds', () => {
  it.each([
    ['zhengzhou', 'IN_FORCE', '2026-06-01', 44],
    ['ningbo', 'DRAFT', null, 31],
    ['puyang', 'IN_FORCE', '2025-01-01', 29],
    ['liaocheng', 'IN_FORCE', '2023-11-01', 25],
    ['jiangsu', 'IN_FORCE', '2021-01-01', 44],
  ])('[X02] %s: %s since %s, %i articles', (code, status, inForceFrom, articles) => {
    expect(pack(code)).toMatchObject({ status, inForceFrom, regulation: { articles } });
  });

  it('[G17] lets the zones of one city govern like counties by its article 28', () => {
    expect(pack('puyang').zones.map(({ article, level }) => [article, level])).toEqual(
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
    const labels = (['URBAN', 'RURAL', 'EXCLUSIVE'] as const).map((kind) => gridKindRule(pack(code), kind)?.label.zh);
    expect(labels).toEqual([urban, rural, '专属网格']);
  });

  it.each([
    ['liaocheng', 'URBAN', 'RESIDENTS', 1000, '第八条第二款'],
    ['liaocheng', 'URBAN', 'HOUSEHOLDS', null, '第八条第二款'],
    ['jiangsu', 'URBAN', 'HOUSEHOLDS', null, '第六条第二款'],
    ['jiangsu', 'RURAL', 'HOUSEHOLDS', 300, '第六条第二款'],
  ])('[G02] %s sizes %s grids by %s', (code, kind, measure, about, article) => {
    const norm = pack(code).grids.norms.find((entry) => entry.kind === kind && entry.measure === measure);
    expect(norm).toMatchObject({ about, article });
  });

  it.each(['liaocheng', 'jiangsu'])('[G02] %s wants 300 to 500 households in town', (code) => {
    const norm = pack(code).grids.norms.find(({ kind, measure }) => kind === 'URBAN' && measure === 'HOUSEHOLDS');
    expect([norm?.min, norm?.max]).toEqual([300, 500]);
  });

  it.each(['zhengzhou', 'ningbo', 'puyang'])('[G02] %s has only the operator’s numbers', (code) => {
    expect(new Set(pack(code).grids.norms.map(({ basis }) => basis))).toEqual(new Set(['OPERATOR']));
  });

  it.each([
    ['puyang', true, '第七条第二款'],
    ['jiangsu', true, '第七条'],
    ['zhengzhou', false, null],
    ['ningbo', false, null],
    ['liaocheng', false, null],
  ])('[G06] %s requires filing with the city: %s', (code, required, article) => {
    expect(pack(code).grids.filing).toMatchObject({ required, article });
  });

  it.each(CODES)('[G06] the days to file within are the operator’s in %s', (code) => {
    expect(pack(code).grids.filing.within.basis).toBe('OPERATOR');
  });

  it.each([
    ['ningbo', ['URBAN', 'RURAL', 'EXCLUSIVE']],
    ['zhengzhou', ['URBAN', 'EXCLUSIVE']],
    ['puyang', []],
  ])('[G07] %s extends %j downward', (code, kinds) => {
    expect(pack(code).grids.microGrids.kinds).toEqual(kinds);
  });

  it.each([
    ['zhengzhou', true],
    ['puyang', true],
    ['jiangsu', true],
    ['ningbo', false],
    ['liaocheng', false],
  ])('[G08] %s puts exclusive grids under dual management: %s', (code, applies) => {
    expect(pack(code).grids.exclusive.dualManagement.applies).toBe(applies);
  });

  it('[G13] only one law knows the four lists, over six sectors', () => {
    expect(CODES.map((code) => pack(code).grids.exclusive.fourLists?.sectors.length ?? 0)).toEqual([6, 0, 0, 0, 0]);
  });

  it('[G04] names the departmental grids one law merges', () => {
    expect(pack('puyang').grids.mergedDepartmentalGrids).toHaveLength(10);
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
    const { notice } = pack(code);
    expect(notice.fields.map(({ field }) => field)).toEqual(fields);
    expect(notice.fields.find(({ field }) => field === 'STAFF_NAMES')?.roles).toEqual(roles);
  });
});

describe('staff', () => {
  it.each([
    ['zhengzhou', ['GRID_LEADER', 'GRID_WORKER']],
    ['ningbo', ['GRID_LEADER', 'FULL_TIME_WORKER', 'PART_TIME_WORKER', 'INSTRUCTOR', 'MICRO_LEADER']],
    ['puyang', ['GRID_LEADER', 'INSTRUCTOR', 'FULL_TIME_WORKER', 'PART_TIME_WORKER']],
    ['liaocheng', ['FULL_TIME_WORKER', 'PART_TIME_WORKER']],
    ['jiangsu', ['GRID_LEADER', 'FULL_TIME_WORKER', 'PART_TIME_WORKER']],
  ])('[P01] %s has the posts %j', (code, roles) => {
    expect(pack(code).staff.roles.map(({ role }) => role)).toEqual(roles);
  });

  it.each([
    ['puyang', 'URBAN', 1, '第十条第五款'],
    ['puyang', 'EXCLUSIVE', 1, '第十条第五款'],
    ['liaocheng', 'URBAN', 1, '第十条第二款'],
    ['jiangsu', 'URBAN', 1, '第十三条第三款'],
    ['jiangsu', 'RURAL', 0, '第十三条第三款'],
  ] as const)('[P02] %s wants in %s grids at least %i full-time workers by %s', (code, kind, min, article) => {
    expect(minimum(code, kind, 'FULL_TIME_WORKER')).toMatchObject({ min, article });
  });

  it('[P02] lets part-timers stand in only in villages of one pack', () => {
    const standIns = CODES.flatMap((code) =>
      pack(code).staff.staffing.filter(({ substitutes }) => substitutes.length > 0),
    );
    expect(standIns).toMatchObject([{ kind: 'RURAL', role: 'FULL_TIME_WORKER', substitutes: ['PART_TIME_WORKER'] }]);
  });

  it.each([
    ['jiangsu', 5],
    ['liaocheng', 0],
    ['zhengzhou', 0],
    ['ningbo', 0],
    ['puyang', 0],
  ])('[P03] %s disqualifies on %i grounds', (code, count) => {
    expect(pack(code).staff.eligibility.filter(({ type }) => type === 'DISQUALIFICATION')).toHaveLength(count);
  });

  it.each(['zhengzhou', 'ningbo', 'puyang'])('[P03] asks in %s nothing that it would have to call law', (code) => {
    expect(pack(code).staff.eligibility.filter(({ basis }) => basis === 'LAW')).toEqual([]);
  });

  it('[P04] has leaders chosen by the town together with the committee in one pack', () => {
    const leader = roleRule(pack('jiangsu'), 'GRID_LEADER');
    expect(leader?.appointedBy[0]).toMatchObject({
      body: 'TOWN',
      togetherWith: ['COMMITTEE'],
      article: '第十二条第二款',
    });
  });

  it('[P01] keeps the heads of committees out of the leader’s post in one pack and asks for them in another', () => {
    expect(roleRule(pack('jiangsu'), 'GRID_LEADER')?.holders[0]).toMatchObject({
      binding: 'REQUIRED',
      except: ['COMMITTEE_HEAD'],
    });
    expect(roleRule(pack('puyang'), 'GRID_LEADER')?.holders[0]).toMatchObject({
      binding: 'REQUIRED',
      backgrounds: ['COMMITTEE_HEAD'],
    });
  });

  it.each([
    ['ningbo', ['PART_TIME_WORKER', 'MICRO_LEADER'], '第八条第五款'],
    ['jiangsu', ['GRID_LEADER', 'FULL_TIME_WORKER'], '第十二条第二款'],
  ])('[P01] %s allows %j in one hand', (code, roles, article) => {
    expect(pack(code).staff.heldTogether.filter(({ allowed }) => allowed)).toMatchObject([{ roles, article }]);
  });

  it.each([
    ['ningbo', true],
    ['liaocheng', true],
    ['jiangsu', true],
    ['zhengzhou', false],
    ['puyang', false],
  ])('[P06] %s requires work permits: %s', (code, required) => {
    expect(pack(code).staff.permit.required).toBe(required);
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
    expect(pack(code).serviceItems.categories).toHaveLength(count);
  });

  it.each([
    ['puyang', 'LICENCE', '第十四条第二款'],
    ['liaocheng', 'COERCION', '第十三条第二款'],
    ['jiangsu', 'PENALTY', '第十六条第三款第（二）项'],
    ['zhengzhou', 'NEGATIVE_LIST', '第十六条'],
  ])('[G11] %s reserves %s by %s', (code, act, article) => {
    expect(pack(code).serviceItems.reserved.find((entry) => entry.code === act)?.article).toBe(article);
  });

  it.each([
    ['zhengzhou', false, '第十五条第三款'],
    ['ningbo', true, '第十九条第一款'],
    ['jiangsu', false, '第十六条第三款第（一）项'],
  ])('[G12] %s allows off-list work with consent: %s', (code, possible, article) => {
    expect(pack(code).serviceItems.offList.withConsent).toMatchObject({ possible, article });
  });

  it('[G15] only one law has policies reviewed', () => {
    expect(CODES.filter((code) => pack(code).serviceItems.policyReview.required)).toEqual(['zhengzhou']);
  });
});

describe('the loop', () => {
  it.each([
    ['zhengzhou', ['受理核实', '分流交办', '协同处置', '结果反馈', '核查评价']],
    ['ningbo', ['信息收集、问题发现', '任务分办', '协同处置', '结果反馈', '跟踪反馈、监督检查']],
    ['puyang', ['受理', '流转', '办理', '反馈', '核查']],
    ['liaocheng', ['上报受理', '分流交办', '联动处置', '反馈', '跟踪反馈、监督检查']],
    ['jiangsu', ['录入受理', '交办', '办理', '反馈告知', '监督检查']],
  ])('[T02] %s names its stages in its own words', (code, labels) => {
    const stages = ['ACCEPTANCE', 'DISPATCH', 'HANDLING', 'FEEDBACK', 'VERIFICATION'] as const;
    expect(stages.map((stage) => stageLabel(pack(code), stage).zh)).toEqual(labels);
  });

  it.each([
    ['liaocheng', ['WORKER', 'TOWN', 'COUNTY', 'CITY']],
    ['puyang', ['WORKER', 'LEADER', 'TOWN', 'COUNTY', 'CITY']],
    ['ningbo', ['WORKER', 'LEADER', 'VILLAGE', 'TOWN', 'COUNTY', 'CITY']],
  ])('[T04] %s climbs %j', (code, steps) => {
    expect(pack(code).loop.chain.map(({ step }) => step)).toEqual(steps);
  });

  it('[T10] only one law wants lateness explained in writing', () => {
    expect(CODES.filter((code) => pack(code).limits.lateExplanation.written)).toEqual(['liaocheng']);
  });

  it('[T12] only one law sends what stays unsettled to discipline inspection', () => {
    expect(CODES.filter((code) => pack(code).loop.discipline.foreseen)).toEqual(['zhengzhou']);
  });

  it('[P12] only one law has grid leaders evaluate departments', () => {
    expect(CODES.filter((code) => pack(code).appraisal.leadersEvaluateDepartments.foreseen)).toEqual(['zhengzhou']);
  });

  it('[T16] has four modes of operation', () => {
    expect(CODES.map((code) => pack(code).loop.emergency.modes.length)).toEqual([4, 4, 4, 4, 4]);
  });
});
