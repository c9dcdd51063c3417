import type { Draft } from '../corpus/line.ts';
import { badIds, badTexts, noVersions, tooLong, wrongVersions } from './bad-text.ts';
import { error, notOfType, rowRefused, type Sound, tried, userError } from './tries.ts';

const FIELD = { name: 'id', title: '编号', type: 'TEXT', grade: 'INTERNAL', keyField: true };
const DECLARATION = { title: '沿街商户二', fields: [FIELD], sharing: 'CONDITIONAL', refresh: 'MONTHLY' };
const PUBLISH: Sound = {
  mutation: 'publishResource',
  by: 'steward',
  input: { name: 'HOSTILE', declaration: DECLARATION },
};
const REVISE: Sound = {
  mutation: 'reviseResource',
  by: 'steward',
  input: { resource: '{{resource}}', expectedVersion: 1, declaration: DECLARATION },
};

const catalogue: readonly Draft[] = [
  ...tried(PUBLISH, 'name', {
    values: ['', 'x', 'lower', '1A', 'A', 'A B', 'A\u0000', '张', 'A'.repeat(41), '../A', 'A$B', '__PROTO__'],
    expect: userError('name'),
  }),
  ...tried(PUBLISH, 'declaration.title', { values: badTexts(120), expect: userError('title') }),
  ...tried(PUBLISH, 'declaration.description', {
    values: ['a\u0000', '说\u202e明', tooLong(2_000)],
    expect: userError('description'),
  }),
  ...tried(PUBLISH, 'declaration.fields', {
    values: [
      [],
      [FIELD, FIELD],
      [{ ...FIELD, keyField: false }],
      [FIELD, { ...FIELD, name: 'two' }],
      [{ ...FIELD, name: '' }],
      [{ ...FIELD, name: 'Id' }],
      [{ ...FIELD, name: '$where' }],
      [{ ...FIELD, name: 'a.b' }],
      [{ ...FIELD, name: '__proto__' }],
      [{ ...FIELD, name: '编号' }],
      [{ ...FIELD, name: 'x'.repeat(41) }],
      [{ ...FIELD, name: 'id\u0000' }],
      [{ ...FIELD, title: '' }],
      [{ ...FIELD, title: 'a\u0000' }],
      [{ ...FIELD, title: '编\u202e号' }],
      [{ ...FIELD, title: 'x'.repeat(61) }],
      [FIELD, { ...FIELD, name: 'area', keyField: false, areaField: true }],
      { $list: { ...FIELD, name: 'f#', keyField: false }, $times: 61 },
      { $list: { ...FIELD, name: 'f#', keyField: false }, $times: 2_000 },
    ],
    expect: userError('fields'),
  }),
  ...tried(PUBLISH, 'declaration.fields', {
    values: [
      'x',
      [null],
      [{}],
      null,
      [{ ...FIELD, type: 'BLOB' }],
      [{ ...FIELD, grade: 'TOP_SECRET' }],
      [{ ...FIELD, more: 1 }],
    ],
    expect: notOfType,
  }),
  ...tried(PUBLISH, 'declaration.qualityRules', {
    values: [
      [{ kind: 'NOT_EMPTY', field: 'nothing' }],
      [{ kind: 'ONE_OF', field: 'id' }],
      [{ kind: 'ONE_OF', field: 'id', values: [] }],
      [{ kind: 'ONE_OF', field: 'id', values: { $list: 'v#', $times: 201 } }],
      [{ kind: 'ONE_OF', field: 'id', values: [tooLong(2_000)] }],
      [{ kind: 'RANGE', field: 'id' }],
      [{ kind: 'RANGE', field: 'id', min: 5, max: 1 }],
      [{ kind: 'LENGTH', field: 'id', min: 9, max: 1 }],
      { $list: { kind: 'NOT_EMPTY', field: 'id' }, $times: 121 },
    ],
    expect: userError('qualityRules'),
  }),
  ...tried(PUBLISH, 'declaration.sharing', { values: ['OPEN', '', 1, null], expect: notOfType }),
  ...tried(REVISE, 'resource', { values: badIds, expect: error('NOT_FOUND') }),
  ...tried(REVISE, 'expectedVersion', { values: wrongVersions, expect: error('CONFLICT') }),
  ...tried(REVISE, 'expectedVersion', { values: noVersions, expect: notOfType }),
  ...tried(REVISE, 'declaration', { values: [DECLARATION], expect: userError('fields') }),
  ...tried(
    {
      mutation: 'retireResource',
      by: 'steward',
      input: { resource: '{{resource}}', expectedVersion: 1, reason: '停用' },
    },
    'reason',
    { values: badTexts(500), expect: userError('reason') },
  ),
  ...tried(
    {
      mutation: 'retireResource',
      by: 'steward',
      input: { resource: '{{resource}}', expectedVersion: 1, reason: '停用' },
    },
    'resource',
    { values: badIds, expect: error('NOT_FOUND') },
  ),
];

const PUSH: Sound = {
  mutation: 'pushRecords',
  by: 'steward',
  input: { resource: '{{resource}}', batchId: 'hostile', rows: [{ id: '1', trade: '餐饮', seats: 4 }], dryRun: true },
};
const ROWS: readonly unknown[] = [
  null,
  1,
  'x',
  true,
  [],
  [[]],
  {},
  { trade: '餐饮' },
  { id: '' },
  { id: null },
  { id: 1 },
  { id: ['1'] },
  { id: {} },
  { id: { $ne: null } },
  { id: { $gt: '' } },
  { id: 'a\u0000' },
  { id: '1\u202e' },
  { id: tooLong(2_000) },
  { id: '1', trade: 5 },
  { id: '1', trade: { $where: '1' } },
  { id: '1', trade: 'a\u0000' },
  { id: '1', trade: '餐\u200b饮' },
  { id: '1', trade: tooLong(2_000) },
  { id: '1', seats: '4' },
  { id: '1', seats: 1.5 },
  { id: '1', seats: 1e300 },
  { id: '1', seats: 9_007_199_254_740_992 },
  { id: '1', seats: true },
  { id: '1', seats: 'NaN' },
  { id: '1', seats: [] },
  { id: '1', phone: 'x' },
  { id: '1', phone: '123' },
  { id: '1', phone: 13_900_001_234 },
  { id: '1', phone: '13900001234\n' },
  { id: '1', phone: '１３９００００１２３４' },
  { id: '1', more: 1 },
  { id: '1', $set: { a: 1 } },
  { id: '1', 'a.b': 1 },
  { id: '1', _id: 'x' },
  { id: '1', constructor: 'x' },
  { id: '1', toString: 'x' },
  { ID: '1' },
];

const records: readonly Draft[] = [
  ...tried(PUSH, 'rows.0', { values: ROWS.slice(1), expect: rowRefused() }),
  ...tried(PUSH, 'rows.0', { values: [null], expect: notOfType }),
  ...tried(PUSH, 'rows', { values: [[], { $list: { id: '#' }, $times: 1_001 }], expect: userError('rows') }),
  ...tried(PUSH, 'rows', { values: [null], expect: notOfType }),
  ...tried(PUSH, 'rows.0', {
    values: [{ $deep: 14 }],
    expect: { as: 'ERROR', code: 'BAD_USER_INPUT', says: '变量嵌套过深' },
  }),
  ...tried(PUSH, 'batchId', {
    values: ['', ' ', 'a b', '批次', 'a\u0000', '../x', 'a/b', 'x'.repeat(65), 'x'.repeat(10_000), '{"$gt":""}', 'a\n'],
    expect: userError('batchId'),
  }),
  ...tried(PUSH, 'resource', { values: badIds, expect: error('NOT_FOUND') }),
];

const WISH: Sound = {
  mutation: 'requestShare',
  by: 'asker',
  input: { resource: '{{resource}}', fields: ['trade'], purpose: '核实投诉', termDays: 30 },
};
const REVIEW: Sound = {
  mutation: 'reviewShareRequest',
  by: 'steward',
  input: { request: '{{request}}', expectedVersion: 1, decision: 'REFUSE', reason: '理由' },
};

const shares: readonly Draft[] = [
  ...tried(WISH, 'purpose', { values: [...badTexts(300), '短'], expect: userError('purpose') }),
  ...tried(WISH, 'fields', {
    values: [[], ['nothing'], ['__proto__'], ['a\u0000'], ['trade', 'nothing']],
    expect: userError('fields'),
  }),
  ...tried(WISH, 'clearFields', {
    values: [['nothing'], ['seats'], ['phone'], { $list: 'x#', $times: 500 }],
    expect: userError('clearFields'),
  }),
  ...tried(WISH, 'area', {
    values: ['', 'x', '999999999999', '110101000000', '410100000000', 'a\u0000'],
    expect: userError('area'),
  }),
  ...tried(WISH, 'termDays', { values: [0, -1, 100_000, 2_147_483_647], expect: userError('termDays') }),
  ...tried(WISH, 'termDays', { values: [1.5, '30', 1e10, null, 'NaN'], expect: notOfType }),
  ...tried(WISH, 'ticketCode', {
    values: ['nothing', '{"$gt":""}', 'a\u0000', tooLong(2_000)],
    expect: userError('ticketCode'),
  }),
  ...tried(WISH, 'idempotencyKey', {
    values: ['', ' ', 'a b', 'a\u0000', 'x'.repeat(65), '{"$gt":""}'],
    expect: userError('idempotencyKey'),
  }),
  ...tried(WISH, 'resource', { values: badIds, expect: { as: 'ERROR', code: 'NOT_FOUND' } }),
  ...tried(REVIEW, 'reason', { values: badTexts(500), expect: userError('reason') }),
  ...tried(REVIEW, 'request', { values: badIds, expect: error('NOT_FOUND') }),
  ...tried(REVIEW, 'expectedVersion', { values: [-1, 0, 99], expect: error('CONFLICT') }),
  ...tried(
    { ...REVIEW, input: { request: '{{request}}', expectedVersion: 1, decision: 'APPROVE', termDays: 30 } },
    'fields',
    { values: [[], ['phone'], ['nothing'], ['trade', 'trade', 'phone']], expect: userError('fields') },
  ),
  ...tried({ ...REVIEW, input: { request: '{{request}}', expectedVersion: 1, decision: 'APPROVE' } }, 'termDays', {
    values: [0, -1, 31, 2_147_483_647],
    expect: userError('termDays'),
  }),
  ...tried({ mutation: 'revokeGrant', by: 'steward', input: { grant: '{{request}}', reason: '停用' } }, 'reason', {
    values: badTexts(500),
    expect: userError('reason'),
  }),
  ...tried({ mutation: 'revokeGrant', by: 'steward', input: { grant: '{{request}}', reason: '停用' } }, 'grant', {
    values: badIds,
    expect: error('NOT_FOUND'),
  }),
  ...tried({ mutation: 'closeFeed', by: 'steward', input: { organization: '{{lead}}', reason: '停用' } }, 'reason', {
    values: badTexts(500),
    expect: userError('reason'),
  }),
  ...tried({ mutation: 'openFeed', by: 'admin', input: { organization: 'x' } }, 'organization', {
    values: [
      '',
      'x',
      '999999999999-FINANCE',
      '*',
      '>',
      'a.b',
      'a\u0000',
      '{"$gt":""}',
      'a b',
      '410105000000-x',
      '410105000000->',
      '410105000000-*',
    ],
    expect: userError('organization'),
  }),
];

export const exchange: readonly Draft[] = [...catalogue, ...records, ...shares];
