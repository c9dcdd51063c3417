import type { Draft } from '../corpus/line.ts';
import { badIds, badTexts, noTexts } from './bad-text.ts';
import { error, notOfType, type Sound, tried, userError } from './tries.ts';

const ACCOUNT: Sound = {
  mutation: 'openAccount',
  by: 'admin',
  input: {
    login: 'hostile-desk',
    password: 'Correct-Horse-2026',
    organization: '{{lead}}',
    division: '{{county}}',
    jurisdiction: '{{jurisdiction}}',
    roles: ['DEPARTMENT_OFFICER'],
  },
};
const PROGRAM: Sound = {
  mutation: 'registerProgram',
  by: 'admin',
  input: { organization: '{{lead}}', name: '业务系统', roles: ['DEPARTMENT_OFFICER'] },
};

const accounts: readonly Draft[] = [
  ...tried(ACCOUNT, 'login', {
    values: [
      '',
      'a',
      'A-Desk',
      '张三',
      'a b',
      'a\u0000b',
      'a\u202eb',
      'а-desk',
      '-desk',
      'desk-',
      'a/../b',
      "a' or 1=1",
      '{"$gt":""}',
      'x'.repeat(200),
      'admin\n',
    ],
    expect: userError('login'),
  }),
  ...tried(ACCOUNT, 'login', { values: ['admin'], expect: userError('login') }),
  ...tried(ACCOUNT, 'login', { values: noTexts, expect: notOfType }),
  ...tried(ACCOUNT, 'password', {
    values: [
      '',
      'short',
      '1111111111111',
      'hostile-desk-1',
      'x'.repeat(5_000),
      { $text: [{ repeat: 'ab1-', times: 200_000 }] },
    ],
    expect: userError('password'),
  }),
  ...tried(ACCOUNT, 'roles', { values: [[], ['GRID_WORKER'], ['PUBLIC']], expect: userError('roles') }),
  ...tried(ACCOUNT, 'roles', { values: ['ROOT', ['ROOT'], ['admin'], [null], [['ADMIN']], {}], expect: notOfType }),
  ...tried({ ...ACCOUNT, by: 'county' }, 'roles', {
    values: [['ADMIN'], ['CITY_COORDINATOR'], ['AUDITOR']],
    expect: userError('roles'),
  }),
  ...tried(ACCOUNT, 'organization', { values: ['', 'x', '{"$gt":""}', 'a\u0000'], expect: userError('organization') }),
  ...tried(ACCOUNT, 'personId', { values: badIds.slice(1), expect: userError('personId') }),
  ...tried(ACCOUNT, 'division', { values: ['', 'x', '41', '{"$gt":""}', 'a\u0000'], expect: userError('division') }),
  ...tried(ACCOUNT, 'jurisdiction', {
    values: ['nowhere', '__proto__', 'constructor'],
    expect: userError('jurisdiction'),
  }),
  ...tried(
    {
      mutation: 'changeAccountRoles',
      by: 'admin',
      input: { accountId: '{{account}}', roles: ['COUNTY_COORDINATOR'], expectedVersion: 1 },
    },
    'accountId',
    { values: badIds, expect: error('NOT_FOUND') },
  ),
  ...tried(
    {
      mutation: 'changeAccountRoles',
      by: 'admin',
      input: { accountId: '{{account}}', roles: ['COUNTY_COORDINATOR'], expectedVersion: 1 },
    },
    'expectedVersion',
    { values: [-1, 0, 99, 2_147_483_647], expect: error('CONFLICT') },
  ),
  ...tried(
    { mutation: 'revokeAccount', by: 'admin', input: { accountId: '{{account}}', reason: '离职' } },
    'accountId',
    { values: badIds, expect: error('NOT_FOUND') },
  ),
  ...tried({ mutation: 'revokeAccount', by: 'admin', input: { accountId: '{{account}}', reason: '离职' } }, 'reason', {
    values: badTexts(200),
    expect: userError('reason'),
  }),
  ...tried(PROGRAM, 'name', { values: badTexts(60), expect: userError('name') }),
  ...tried(PROGRAM, 'organization', { values: ['', 'x', '{"$gt":""}', 'a\u0000'], expect: userError('organization') }),
  ...tried(PROGRAM, 'roles', {
    values: [[], ['ADMIN'], ['TOWN_OPERATOR'], ['GRID_WORKER'], ['AUDITOR'], ['PUBLIC']],
    expect: userError('roles'),
  }),
  ...tried({ mutation: 'revokeProgram', by: 'admin', input: { clientId: '{{program}}', reason: '停用' } }, 'reason', {
    values: badTexts(200),
    expect: userError('reason'),
  }),
  ...tried({ mutation: 'revokeProgram', by: 'admin', input: { clientId: '{{program}}', reason: '停用' } }, 'clientId', {
    values: badIds,
    expect: error('NOT_FOUND'),
  }),
];

const LOGINS = [
  '',
  'nobody-here',
  'a\u0000',
  '{"$gt":""}',
  "' or '1'='1",
  '__proto__',
  'x'.repeat(5_000),
  '张三',
  '../admin',
  '*',
];

/** Names nobody has; each is its own, so that no count of failures is reached. */
const sessions: readonly Draft[] = [
  ...tried({ mutation: 'login', by: 'public', input: { login: 'nobody', password: 'Wrong-Password-1' } }, 'login', {
    values: LOGINS,
    expect: { as: 'USER_ERROR', status: 200 },
  }),
  ...tried(
    { mutation: 'login', by: 'public', input: { login: 'nobody-else', password: 'Wrong-Password-1' } },
    'password',
    {
      values: ['', 'a\u0000', { $text: [{ repeat: 'x', times: 900_000 }] }],
      expect: { as: 'USER_ERROR', status: 200 },
    },
  ),
  ...tried({ mutation: 'login', by: 'public', input: { login: 'nobody', password: 'x' } }, 'password', {
    values: noTexts,
    expect: notOfType,
  }),
  ...tried({ mutation: 'refreshSession', by: 'public', input: { refreshToken: 'x' } }, 'refreshToken', {
    values: ['', 'x', 'a.b.c', '{"$gt":""}', 'a\u0000', '../..', { $text: [{ repeat: 'x', times: 900_000 }] }],
    expect: error('UNAUTHENTICATED'),
  }),
  ...tried({ mutation: 'programToken', by: 'public', input: { clientId: 'x', clientSecret: 'x' } }, 'clientId', {
    values: badIds,
    expect: { as: 'USER_ERROR', status: 200 },
  }),
  ...tried(
    { mutation: 'programToken', by: 'public', input: { clientId: '{{program}}', clientSecret: 'x' } },
    'clientSecret',
    {
      values: ['', 'x', 'a\u0000', { $text: [{ repeat: 'x', times: 900_000 }] }],
      expect: { as: 'USER_ERROR', status: 200 },
    },
  ),
  ...tried(
    {
      mutation: 'changePassword',
      by: 'auditor',
      input: { oldPassword: 'Wrong-Password-1', newPassword: 'Correct-Horse-2026' },
    },
    'oldPassword',
    { values: ['', 'x', 'a\u0000'], expect: { as: 'USER_ERROR', status: 200 } },
  ),
];

export const accountInputs: readonly Draft[] = [...accounts, ...sessions];
