import { describe, expect, it } from '@jest/globals';
import { checkDeclaration } from './check-declaration.ts';
import { checkRevision } from './check-revision.ts';
import {
  areaFieldOf,
  isResourceName,
  keyFieldOf,
  type ResourceDeclaration,
  type ResourceField,
  resourceCode,
} from './resource.ts';

const field = (name: string, extra: Partial<ResourceField> = {}): ResourceField => ({
  name,
  title: name,
  type: 'TEXT',
  grade: 'INTERNAL',
  keyField: false,
  areaField: false,
  ...extra,
});

const declaration = (extra: Partial<ResourceDeclaration> = {}): ResourceDeclaration => ({
  title: '名册',
  description: '',
  fields: [field('code', { keyField: true }), field('village', { type: 'DIVISION', areaField: true })],
  sharing: 'CONDITIONAL',
  refresh: 'MONTHLY',
  qualityRules: [],
  returnsToGrid: false,
  ...extra,
});

describe('[D01] a declaration', () => {
  it('may enter the catalogue when nothing is wrong with it', () => {
    expect(checkDeclaration(declaration())).toEqual([]);
  });

  const key = field('code', { keyField: true });
  it.each<[string, Partial<ResourceDeclaration>, string]>([
    ['no title', { title: ' ' }, 'TITLE'],
    ['a description without end', { description: 'x'.repeat(2_001) }, 'DESCRIPTION'],
    ['too many fields', { fields: [key, ...Array.from({ length: 60 }, (_, at) => field(`f${at}`))] }, 'FIELD_COUNT'],
    ['a field named in capitals', { fields: [key, field('Name')] }, 'FIELD_NAME'],
    ['a field without a title', { fields: [key, field('name', { title: '' })] }, 'FIELD_NAME'],
    ['a field twice', { fields: [key, field('name'), field('name')] }, 'FIELD_TWICE'],
    ['no key', { fields: [field('code')] }, 'ONE_KEY_FIELD'],
    ['two keys', { fields: [key, field('other', { keyField: true })] }, 'ONE_KEY_FIELD'],
    ['an area that is text', { fields: [key, field('village', { areaField: true })] }, 'AREA_FIELD'],
    [
      'two areas',
      { fields: [key, field('a', { type: 'GRID', areaField: true }), field('b', { type: 'GRID', areaField: true })] },
      'AREA_FIELD',
    ],
    [
      'a person shared without conditions',
      { sharing: 'UNCONDITIONAL', fields: [key, field('name', { grade: 'PERSONAL' })] },
      'UNCONDITIONAL_PERSONAL',
    ],
    ['a rule about nothing', { qualityRules: [{ kind: 'NOT_EMPTY', field: 'age' }] }, 'RULE_FIELD'],
    ['a choice of nothing', { qualityRules: [{ kind: 'ONE_OF', field: 'code', values: [] }] }, 'RULE_BOUNDS'],
    ['a range without ends', { qualityRules: [{ kind: 'RANGE', field: 'code' }] }, 'RULE_BOUNDS'],
    ['a range upside down', { qualityRules: [{ kind: 'LENGTH', field: 'code', min: 5, max: 2 }] }, 'RULE_BOUNDS'],
    ['flow back without a grid', { returnsToGrid: true }, 'RETURNS_WITHOUT_GRID'],
  ])('is refused with %s', (_what, extra, code) => {
    expect(checkDeclaration(declaration(extra)).map((problem) => problem.code)).toEqual([code]);
  });

  it('has all its problems named at once', () => {
    const broken = declaration({ title: '', fields: [], returnsToGrid: true });
    expect(checkDeclaration(broken).map(({ code }) => code)).toEqual([
      'FIELD_COUNT',
      'ONE_KEY_FIELD',
      'TITLE',
      'RETURNS_WITHOUT_GRID',
    ]);
  });

  it('may share without conditions what is public', () => {
    expect(checkDeclaration(declaration({ sharing: 'UNCONDITIONAL' }))).toEqual([]);
  });

  it('may let rows about a grid flow back', () => {
    const fields = [key, field('grid', { type: 'GRID', areaField: true })];
    expect(checkDeclaration(declaration({ fields, returnsToGrid: true }))).toEqual([]);
  });
});

describe('a revision', () => {
  const before = declaration().fields;

  it('may add fields and change titles and grades', () => {
    const after = [...before.map((known) => ({ ...known, title: '新', grade: 'SENSITIVE' as const })), field('more')];
    expect(checkRevision(before, after)).toEqual([]);
  });

  it.each<[string, readonly ResourceField[], string]>([
    ['drops a field', before.slice(0, 1), 'FIELD_MISSING'],
    ['changes a type', before.map((known) => ({ ...known, type: 'INTEGER' })), 'FIELD_TYPE_FIXED'],
    ['moves the area', before.map((known) => ({ ...known, areaField: false })), 'AREA_FIXED'],
    ['adds an area', [...before, field('grid', { type: 'GRID', areaField: true })], 'AREA_FIXED'],
    ['moves the key', before.map((known) => ({ ...known, keyField: !known.keyField })), 'KEY_FIXED'],
  ])('is refused when it %s', (_what, after, code) => {
    expect(checkRevision(before, after)[0]?.code).toBe(code);
  });
});

describe('a resource', () => {
  it('finds its key and its area', () => {
    const { fields } = declaration();
    expect([keyFieldOf(fields)?.name, areaFieldOf(fields)?.name]).toEqual(['code', 'village']);
  });

  it('has a code that names its owner', () => {
    expect(resourceCode('410105000000-HEALTH', 'CLINICS')).toBe('410105000000-HEALTH/CLINICS');
  });

  it.each([
    ['CLINICS_2', true],
    ['clinics', false],
    ['C', false],
    ['2CLINICS', false],
    ['CLINICS/ALL', false],
  ])('is named %s: %s', (name, right) => {
    expect(isResourceName(name)).toBe(right);
  });
});
