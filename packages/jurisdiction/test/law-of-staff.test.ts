import { describe, expect, it } from '@jest/globals';
import { type GridKind, roleRule, type StaffRole } from '../src/index.ts';
import { CODES, packNamed } from './pack-named.ts';

function minimum(code: string, kind: GridKind, role: StaffRole) {
  return packNamed(code).staff.staffing.find((rule) => rule.kind === kind && rule.role === role);
}

describe('staff', () => {
  it.each([
    ['zhengzhou', ['GRID_LEADER', 'GRID_WORKER']],
    ['ningbo', ['GRID_LEADER', 'FULL_TIME_WORKER', 'PART_TIME_WORKER', 'INSTRUCTOR', 'MICRO_LEADER']],
    ['puyang', ['GRID_LEADER', 'INSTRUCTOR', 'FULL_TIME_WORKER', 'PART_TIME_WORKER']],
    ['liaocheng', ['FULL_TIME_WORKER', 'PART_TIME_WORKER']],
    ['jiangsu', ['GRID_LEADER', 'FULL_TIME_WORKER', 'PART_TIME_WORKER']],
  ])('[P01] %s has the posts %j', (code, roles) => {
    expect(packNamed(code).staff.roles.map(({ role }) => role)).toEqual(roles);
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
      packNamed(code).staff.staffing.filter(({ substitutes }) => substitutes.length > 0),
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
    expect(packNamed(code).staff.eligibility.filter(({ type }) => type === 'DISQUALIFICATION')).toHaveLength(count);
  });

  it.each(['zhengzhou', 'ningbo', 'puyang'])('[P03] asks in %s nothing that it would have to call law', (code) => {
    expect(packNamed(code).staff.eligibility.filter(({ basis }) => basis === 'LAW')).toEqual([]);
  });

  it('[P04] has leaders chosen by the town together with the committee in one pack', () => {
    const leader = roleRule(packNamed('jiangsu'), 'GRID_LEADER');
    expect(leader?.appointedBy[0]).toMatchObject({
      body: 'TOWN',
      togetherWith: ['COMMITTEE'],
      article: '第十二条第二款',
    });
  });

  it('[P01] keeps the heads of committees out of the leader’s post in one pack and asks for them in another', () => {
    expect(roleRule(packNamed('jiangsu'), 'GRID_LEADER')?.holders[0]).toMatchObject({
      binding: 'REQUIRED',
      except: ['COMMITTEE_HEAD'],
    });
    expect(roleRule(packNamed('puyang'), 'GRID_LEADER')?.holders[0]).toMatchObject({
      binding: 'REQUIRED',
      backgrounds: ['COMMITTEE_HEAD'],
    });
  });

  it.each([
    ['ningbo', ['PART_TIME_WORKER', 'MICRO_LEADER'], '第八条第五款'],
    ['jiangsu', ['GRID_LEADER', 'FULL_TIME_WORKER'], '第十二条第二款'],
  ])('[P01] %s allows %j in one hand', (code, roles, article) => {
    expect(packNamed(code).staff.heldTogether.filter(({ allowed }) => allowed)).toMatchObject([{ roles, article }]);
  });

  it.each([
    ['ningbo', true],
    ['liaocheng', true],
    ['jiangsu', true],
    ['zhengzhou', false],
    ['puyang', false],
  ])('[P06] %s requires work permits: %s', (code, required) => {
    expect(packNamed(code).staff.permit.required).toBe(required);
  });
});

describe('entitlements', () => {
  it.each([
    ['liaocheng', 'PART_TIME_WORKER', 'SUBSIDY', 'MUST', '第二十二条'],
    ['puyang', 'PART_TIME_WORKER', 'SUBSIDY', 'MAY', '第二十一条'],
    ['jiangsu', 'GRID_LEADER', 'SOCIAL_INSURANCE', 'MUST', '第三十四条第一款'],
    ['ningbo', 'MICRO_LEADER', 'ACCIDENT_INSURANCE', 'MUST', '第二十三条第三款'],
  ] as const)('[P14] in %s a %s has %s as a %s', (code, role, kind, binding, article) => {
    const found = packNamed(code).staff.entitlements.find((rule) => rule.kind === kind && rule.roles.includes(role));
    expect(found).toMatchObject({ binding, article });
  });
});

describe('conduct', () => {
  it.each(CODES)('[P07] forbids five things by law in %s', (code) => {
    expect(packNamed(code).conduct.forbidden.map(({ basis }) => basis)).toEqual(Array(5).fill('LAW'));
  });

  it.each([
    ['zhengzhou', '第四十三条'],
    ['ningbo', '第二十八条'],
    ['puyang', null],
    ['liaocheng', '第十三条第三款'],
    ['jiangsu', '第四十一条'],
  ])('[P08] protects staff in %s by %s', (code, article) => {
    expect(packNamed(code).conduct.protection.article).toBe(article);
  });
});
