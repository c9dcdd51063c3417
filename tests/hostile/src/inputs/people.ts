import type { Draft } from '../corpus/line.ts';
import { badIds, badTexts, noTexts, tooLong, wrongVersions } from './bad-text.ts';
import { error, notOfType, rowRefused, type Sound, tried, userError } from './tries.ts';

const BAD_CODES = [
  '',
  'x',
  '410105000000',
  '410105000000-',
  '410105000000-NOTHING',
  '410105000000-URBAN_MANAGEMENT-1',
  '410105000000-URBAN_MANAGEMENT-x',
  'a\u0000',
  '{"$gt":""}',
  '410105000000-URBAN_MANAGEMENT-99999',
];
const BAD_DIVISIONS = [
  '',
  '41',
  '４１０１０５００００００',
  '000000000000',
  '999999999999',
  '110101000000',
  'a\u0000',
  '{"$gt":""}',
  '410105000000 ',
];

const ORGANIZATION = {
  code: '{{county}}-URBAN_MANAGEMENT-7',
  name: '城市管理局二分局',
  kind: 'LINKAGE_DEPARTMENT',
  function: 'URBAN_MANAGEMENT',
  division: '{{county}}',
};
const ORGANIZATIONS: Sound = {
  mutation: 'registerOrganizations',
  by: 'admin',
  input: { jurisdiction: '{{jurisdiction}}', rows: [ORGANIZATION] },
};

const organizations: readonly Draft[] = [
  ...tried(ORGANIZATIONS, 'rows.0.name', { values: badTexts(100), expect: rowRefused() }),
  ...tried(ORGANIZATIONS, 'rows.0.code', { values: BAD_CODES, expect: rowRefused() }),
  ...tried(ORGANIZATIONS, 'rows.0.division', { values: BAD_DIVISIONS, expect: rowRefused() }),
  ...tried(ORGANIZATIONS, 'rows.0.phone', {
    values: ['x', '1', '1'.repeat(40), '<b>', '139\u0000', '+', '12345\n'],
    expect: rowRefused(),
  }),
  ...tried(ORGANIZATIONS, 'rows.0.kind', {
    values: ['TOWN', 'COMMITTEE', 'COURT', 'PROCURATORATE'],
    expect: rowRefused(),
  }),
  ...tried(ORGANIZATIONS, 'rows.0.kind', { values: ['', 'DEPARTMENT', 1, null], expect: notOfType }),
  ...tried(ORGANIZATIONS, 'rows', { values: [[], { $list: ORGANIZATION, $times: 1_001 }], expect: userError('rows') }),
  ...tried(ORGANIZATIONS, 'rows', { values: ['x', [null], [{}], null], expect: notOfType }),
  ...tried(ORGANIZATIONS, 'jurisdiction', {
    values: ['', 'nowhere', '__proto__', '{"$gt":""}'],
    expect: { as: 'USER_ERROR', field: 'jurisdiction' },
  }),
  ...tried(
    {
      mutation: 'dissolveOrganization',
      by: 'admin',
      input: { code: '{{lead}}', successor: '{{county}}-FINANCE', expectedVersion: 1 },
    },
    'code',
    { values: badIds, expect: error('NOT_FOUND') },
  ),
  ...tried(
    {
      mutation: 'dissolveOrganization',
      by: 'admin',
      input: { code: '{{lead}}', successor: '{{county}}-FINANCE', expectedVersion: 1 },
    },
    'successor',
    { values: ['', 'x', '{{lead}}', '{"$gt":""}', 'a\u0000'], expect: userError('successor') },
  ),
  ...tried(
    {
      mutation: 'dissolveOrganization',
      by: 'admin',
      input: { code: '{{lead}}', successor: '{{county}}-FINANCE', expectedVersion: 1 },
    },
    'expectedVersion',
    { values: wrongVersions, expect: error('CONFLICT') },
  ),
];

const PERSON = {
  name: '张三',
  idNumber: '11010519491231002X',
  birthDate: '1949-12-31',
  division: '{{village}}',
  phone: '13900001234',
};
const PERSONS: Sound = {
  mutation: 'registerPersons',
  by: 'admin',
  input: { jurisdiction: '{{jurisdiction}}', rows: [PERSON] },
};

const persons: readonly Draft[] = [
  ...tried(PERSONS, 'rows.0.name', { values: badTexts(50), expect: rowRefused() }),
  ...tried(PERSONS, 'rows.0.name', { values: noTexts, expect: notOfType }),
  ...tried(PERSONS, 'rows.0.idNumber', {
    values: [
      '',
      '1',
      '110105194912310021',
      '11010519491231002x',
      '110105194902300021',
      '1'.repeat(18),
      '0'.repeat(18),
      '１１０１０５１９４９１２３１００２Ｘ',
      '11010519491231002X ',
      'a\u0000',
      '{"$gt":""}',
      '1'.repeat(10_000),
    ],
    expect: rowRefused(),
  }),
  ...tried(PERSONS, 'rows.0.birthDate', {
    values: [
      '',
      '1949-12-30',
      '1949-02-30',
      '1949-13-01',
      '31.12.1949',
      '1949-12-31T00:00:00Z',
      '2999-01-01',
      '1800-01-01',
      'x',
      '1949/12/31',
    ],
    expect: rowRefused(),
  }),
  ...tried(PERSONS, 'rows.0.phone', {
    values: [
      '',
      '1',
      '12345678901',
      '139 0000 1234',
      '+8613900001234',
      '13900001234x',
      '１３９００００１２３４',
      '{"$gt":""}',
      '139\u0000',
    ],
    expect: rowRefused(),
  }),
  ...tried(PERSONS, 'rows.0.nationality', { values: ['', 'C', 'cn', 'CHN', '中国', 'C\u0000'], expect: rowRefused() }),
  ...tried(PERSONS, 'rows.0.division', { values: BAD_DIVISIONS, expect: rowRefused() }),
  ...tried(PERSONS, 'rows.0.backgrounds', {
    values: [['NOTHING'], ['__proto__'], ['a\u0000'], { $list: 'N#', $times: 500 }],
    expect: rowRefused(),
  }),
  ...tried(PERSONS, 'rows.0.vetting', {
    values: [{ attested: ['NOTHING'] }, { attested: ['constructor'] }],
    expect: rowRefused(),
  }),
  ...tried(PERSONS, 'rows.0.education', { values: ['PHD', '', 1], expect: notOfType }),
  ...tried(PERSONS, 'rows', { values: [[], { $list: PERSON, $times: 1_001 }], expect: userError('rows') }),
];

const APPOINTMENT = {
  personId: '{{person}}',
  position: 'GRID_WORKER',
  gridId: '{{grid}}',
  appointingBody: '{{town}}-TOWN',
};
const APPOINT: Sound = { mutation: 'appoint', by: 'admin', input: APPOINTMENT };
const APPOINTMENTS: Sound = {
  mutation: 'importAppointments',
  by: 'admin',
  input: { jurisdiction: '{{jurisdiction}}', rows: [APPOINTMENT] },
};

const appointments: readonly Draft[] = [
  ...tried(APPOINT, 'personId', { values: [...badIds, '{{grid}}'], expect: userError('personId') }),
  ...tried(APPOINT, 'position', { values: ['', 'NOTHING', '__proto__', 'a\u0000'], expect: userError('position') }),
  ...tried(APPOINT, 'gridId', {
    values: ['nobody', '{{person}}', '{"$gt":""}', 'a\u0000'],
    expect: userError('gridId'),
  }),
  ...tried(APPOINT, 'appointingBody', {
    values: ['', 'x', '{"$gt":""}', 'a\u0000'],
    expect: userError('appointingBody'),
  }),
  ...tried(APPOINT, 'documentNumber', {
    values: ['a\u0000', '号\u202e', tooLong(200)],
    expect: userError('documentNumber'),
  }),
  ...tried(APPOINT, 'publicPhone', {
    values: ['x', '<b>', '1'.repeat(60), '1\u0000'],
    expect: userError('publicPhone'),
  }),
  ...tried(APPOINT, 'from', { values: ['2999-01-01T00:00:00Z'], expect: userError('from') }),
  ...tried(APPOINT, 'to', { values: ['2000-01-01T00:00:00Z'], expect: userError('to') }),
  ...tried(APPOINT, 'from', { values: ['2026-02-30T00:00:00Z', '2026-01-01', 1], expect: notOfType }),
  ...tried(APPOINTMENTS, 'rows.0.personId', { values: badIds, expect: rowRefused() }),
  ...tried(APPOINTMENTS, 'rows.0.position', { values: ['', 'NOTHING', 'a\u0000'], expect: rowRefused() }),
  ...tried(APPOINTMENTS, 'rows', { values: [[], { $list: APPOINTMENT, $times: 1_001 }], expect: userError('rows') }),
  ...tried(
    {
      mutation: 'endAppointment',
      by: 'admin',
      input: { appointmentId: '{{appointment}}', reason: '离任', expectedVersion: 1 },
    },
    'reason',
    { values: badTexts(200), expect: userError('reason') },
  ),
  ...tried(
    {
      mutation: 'endAppointment',
      by: 'admin',
      input: { appointmentId: '{{appointment}}', reason: '离任', expectedVersion: 1 },
    },
    'appointmentId',
    { values: badIds, expect: error('NOT_FOUND') },
  ),
  ...tried(
    {
      mutation: 'endAppointment',
      by: 'admin',
      input: { appointmentId: '{{appointment}}', reason: '离任', expectedVersion: 1 },
    },
    'expectedVersion',
    { values: [-1, 0, 99], expect: error('CONFLICT') },
  ),
];

export const people: readonly Draft[] = [...organizations, ...persons, ...appointments];
