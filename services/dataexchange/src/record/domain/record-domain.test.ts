import { describe, expect, it } from '@jest/globals';
import type { QualityRule, ResourceField } from '../../resource/domain/resource.ts';
import { checkRow, shownKey } from './check-row.ts';
import { type Place, placeRow } from './place-row.ts';
import { type KnownRecord, planRow } from './plan-row.ts';

const field = (name: string, extra: Partial<ResourceField> = {}): ResourceField => ({
  name,
  title: name,
  type: 'TEXT',
  grade: 'INTERNAL',
  keyField: false,
  areaField: false,
  ...extra,
});
const fields = [
  field('code', { keyField: true }),
  field('age', { type: 'INTEGER' }),
  field('level'),
  field('village', { type: 'DIVISION', areaField: true }),
];
const schema = (...qualityRules: QualityRule[]) => ({ fields, qualityRules });

describe('[D02] a row', () => {
  it('is good with a key and the right types, what is absent being empty', () => {
    expect(checkRow(schema(), { code: 'A1', age: 80, level: '' })).toEqual({
      kind: 'GOOD',
      key: 'A1',
      values: { code: 'A1', age: 80, level: null, village: null },
    });
  });

  it.each<[string, unknown, QualityRule[], string]>([
    ['is no object', [], [], '行须为 JSON 对象'],
    ['is nothing', null, [], '行须为 JSON 对象'],
    ['has no key', { age: 1 }, [], 'code 主键不得为空'],
    ['has a key of another type', { code: 7 }, [], 'code 应为 1 至 2000 字、不含不可见字符的文本'],
    ['has a value of another type', { code: 'A', age: '80' }, [], 'age 应为整数'],
    ['has fields that are not listed', { code: 'A', shoe: 1, hat: 2 }, [], '有 2 个未编目的数据项'],
    ['leaves empty what must not be', { code: 'A' }, [{ kind: 'NOT_EMPTY', field: 'level' }], 'level 不得为空'],
    [
      'has a value outside the choice',
      { code: 'A', level: '高' },
      [{ kind: 'ONE_OF', field: 'level', values: ['低'] }],
      'level 不在允许的取值内',
    ],
    ['is under the range', { code: 'A', age: 59 }, [{ kind: 'RANGE', field: 'age', min: 60 }], 'age 数值超出上下限'],
    ['is over the range', { code: 'A', age: 160 }, [{ kind: 'RANGE', field: 'age', max: 150 }], 'age 数值超出上下限'],
    ['is too long', { code: 'A', level: '很高' }, [{ kind: 'LENGTH', field: 'level', max: 1 }], 'level 长度超出上下限'],
  ])('is refused when it %s', (_what, row, rules, message) => {
    expect(checkRow(schema(...rules), row)).toMatchObject({ kind: 'REFUSED', messages: [message] });
  });

  it.each<[QualityRule]>([
    [{ kind: 'ONE_OF', field: 'level', values: ['低'] }],
    [{ kind: 'RANGE', field: 'age', min: 60 }],
    [{ kind: 'LENGTH', field: 'level', min: 2 }],
  ])('may leave empty what %j bounds', (rule) => {
    expect(checkRow(schema(rule), { code: 'A' }).kind).toBe('GOOD');
  });

  it('has all its problems named at once', () => {
    const row = checkRow(schema({ kind: 'NOT_EMPTY', field: 'level' }), { age: 'x', y: 1 });
    expect(row).toMatchObject({
      messages: ['有 1 个未编目的数据项', 'age 应为整数', 'level 不得为空', 'code 主键不得为空'],
    });
  });

  it.each([
    ['about a person is shown masked', 'PERSONAL', '1101**********002X'],
    ['about nobody is shown whole', 'INTERNAL', '11010519491231002X'],
  ] as const)('whose key is %s', (_what, grade, shown) => {
    const keyed = { fields: [field('id', { keyField: true, type: 'ID_NUMBER', grade })] };
    expect(shownKey(keyed, '11010519491231002X')).toBe(shown);
  });
});

describe('the place of a row', () => {
  const owner = { division: '410105000000', fields };
  const grid: Place = { division: '410105001001', areas: ['410000000000', '410105000000'], grid: 'g1' };
  const onGrids = { division: '410105000000', fields: [field('grid', { type: 'GRID', areaField: true })] };

  it('is the division it names, with all above', () => {
    expect(placeRow(owner, { village: '410105001001' }, () => undefined)).toMatchObject({
      place: { division: '410105001001', areas: expect.arrayContaining(['410105000000', '410105001000']) },
    });
  });

  it.each([
    ['names none', owner],
    ['can name none', { division: '410105000000', fields: [] }],
  ])('is its owner division when it %s', (_what, of) => {
    expect(placeRow(of, { village: null }, () => undefined)).toMatchObject({ place: { division: '410105000000' } });
  });

  it('is that of the grid it names', () => {
    expect(placeRow(onGrids, { grid: 'G1' }, () => grid)).toEqual({ place: grid });
  });

  it('is unknown where nobody published such a grid', () => {
    expect(placeRow(onGrids, { grid: 'G1' }, () => undefined)).toEqual({ message: 'grid 不是已公布网格的编码' });
  });

  it('is refused outside the owner area', () => {
    expect(placeRow(owner, { village: '410103001001' }, () => undefined)).toEqual({
      message: 'village 不在本机构辖区内',
    });
  });
});

describe('what a row does', () => {
  const batch = { id: 'b2', startedAt: new Date('2026-03-02T00:00:00Z') };
  const record: KnownRecord = {
    values: { code: 'A', level: '低' },
    revision: 3,
    batch: 'b1',
    batchStartedAt: new Date('2026-03-01T00:00:00Z'),
  };

  it.each([
    ['creates what is not there', undefined, '低', { outcome: 'CREATED', write: true }],
    ['changes what is different', record, '高', { outcome: 'UPDATED', write: true }],
    ['leaves what is the same', record, '低', { outcome: 'UNCHANGED', write: false }],
    [
      'leaves what a newer batch wrote',
      { ...record, batchStartedAt: new Date('2026-03-03T00:00:00Z') },
      '高',
      { outcome: 'UNCHANGED', write: false, message: '已有更新的批次，本行未采用' },
    ],
    ['keeps what it did itself before a crash', { ...record, batch: 'b2' }, '高', { outcome: 'UPDATED', write: false }],
    [
      'keeps what it made itself before a crash',
      { ...record, batch: 'b2', revision: 1 },
      '高',
      { outcome: 'CREATED', write: false },
    ],
  ] as const)('%s', (_what, known, level, plan) => {
    expect(planRow(known, { code: 'A', level }, batch)).toEqual(plan);
  });

  it('counts an absent value and an empty one the same', () => {
    expect(planRow(record, { code: 'A', level: '低', age: null }, batch).outcome).toBe('UNCHANGED');
  });
});
