import type { Draft } from '../corpus/line.ts';
import { badIds, badTexts, noTexts, noVersions, wrongVersions } from './bad-text.ts';
import { error, notOfType, type Sound, tried, userError } from './tries.ts';

const CHANGES: readonly Sound[] = [
  { mutation: 'retireGrid', by: 'county', input: { id: '{{grid}}', expectedVersion: 1, reason: '合并' } },
  { mutation: 'recodeGrid', by: 'county', input: { id: '{{grid}}', expectedVersion: 1, reason: '编码规则调整' } },
];
const PUBLISH: Sound = { mutation: 'publishGrid', by: 'county', input: { id: '{{grid}}', expectedVersion: 1 } };
const ITEM = {
  code: 'HOSTILE',
  category: '{{category}}',
  title: '公共设施',
  responsibility: 'PRIMARY',
  leadFunction: 'URBAN_MANAGEMENT',
  topics: [],
};
const LIST: Sound = {
  mutation: 'publishItemList',
  by: 'admin',
  input: { jurisdiction: '{{jurisdiction}}', effectiveFrom: '2030-01-01T00:00:00Z', items: [ITEM] },
};

const items: readonly Draft[] = [
  ...tried(LIST, 'items', {
    values: [[], { $list: { ...ITEM, code: 'N#' }, $times: 1_001 }, [ITEM, ITEM]],
    expect: userError('items'),
  }),
  ...tried(LIST, 'items', { values: ['x', [null], [{}], 1, { $ne: null }], expect: notOfType }),
  ...tried(LIST, 'items.0.title', { values: badTexts(200), expect: userError('items') }),
  ...tried(LIST, 'items.0.code', {
    values: ['', 'a\u0000', '__proto__', 'a b', { $text: [{ repeat: 'X', times: 5_000 }] }],
    expect: userError('items'),
  }),
  ...tried(LIST, 'items.0.category', { values: ['', 'nothing', '__proto__', 'a\u0000'], expect: userError('items') }),
  ...tried(LIST, 'items.0.leadFunction', {
    values: ['', 'nothing', 'constructor', 'a\u0000'],
    expect: userError('items'),
  }),
  ...tried(LIST, 'items.0.guidingFunction', { values: ['nothing', 'a\u0000'], expect: userError('items') }),
  ...tried(LIST, 'items.0.topics', {
    values: [['a\u0000'], [''], { $list: 'x#', $times: 500 }],
    expect: userError('items'),
  }),
  ...tried(LIST, 'items.0.severity', { values: ['HIGH', 1], expect: notOfType }),
  ...tried(LIST, 'division', {
    values: ['', 'x', '999999999999', '110101000000', 'a\u0000'],
    expect: userError('division'),
  }),
  ...tried(LIST, 'effectiveFrom', {
    values: ['2020-01-01T00:00:00Z', '1900-01-01T00:00:00Z'],
    expect: userError('effectiveFrom'),
  }),
  ...tried(LIST, 'effectiveFrom', {
    values: ['2999-01-01T00:00:00Z', '9999-12-31T00:00:00Z'],
    expect: userError('effectiveFrom'),
  }),
  ...tried(LIST, 'effectiveFrom', { values: [null, '2026-02-30T00:00:00Z', 'today', 1, {}], expect: notOfType }),
  ...tried(LIST, 'expectedVersion', { values: [-1, 0, 99], expect: error('CONFLICT') }),
];

export const gridChanges: readonly Draft[] = [
  ...CHANGES.flatMap((sound) => [
    ...tried(sound, 'reason', { values: badTexts(500), expect: userError('reason') }),
    ...tried(sound, 'reason', { values: noTexts, expect: notOfType }),
  ]),
  ...[...CHANGES, PUBLISH].flatMap((sound) => [
    ...tried(sound, 'id', { values: [...badIds, '{{person}}', '{{ticket}}'], expect: error('NOT_FOUND') }),
    ...tried(sound, 'expectedVersion', { values: wrongVersions, expect: error('CONFLICT') }),
    ...tried(sound, 'expectedVersion', { values: [...noVersions, null], expect: notOfType }),
  ]),
  ...items,
];
