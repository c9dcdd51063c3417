import type { Draft } from '../corpus/line.ts';
import { badKeys, badTexts, huge, noTexts, tooLong } from './bad-text.ts';
import { error, notOfType, rowRefused, type Sound, tried, userError } from './tries.ts';

const REPORT: Sound = {
  mutation: 'reportTicket',
  by: 'public',
  input: {
    source: 'PUBLIC_CHANNEL',
    channel: 'WEB',
    title: '路面井盖缺失',
    text: '小区门口人行道上的井盖不见了。',
    division: '{{village}}',
    place: { address: '小区门口' },
    reporter: { anonymous: true },
    idempotencyKey: 'hostile-0123456789abcdef',
  },
};

/** Places where no report of ours can be. */
const BAD_POINTS: readonly unknown[] = [
  { longitude: 34.7, latitude: 113.6 },
  { longitude: 0, latitude: 0 },
  { longitude: 180, latitude: 90 },
  { longitude: -180, latitude: -90 },
  { longitude: 113.6, latitude: 90 },
  { longitude: 139.7, latitude: 35.7 },
  { longitude: 1e308, latitude: 1e308 },
  { longitude: -113.6, latitude: 34.7 },
  { longitude: 113.6, latitude: -34.7 },
  { longitude: 11_360, latitude: 3_470 },
  { longitude: 113.6 },
  { latitude: 34.7 },
  {},
  { address: '   ' },
  { longitude: 113.6, latitude: null },
];
const NO_POINTS: readonly unknown[] = [
  null,
  [],
  [113.6, 34.7],
  'POINT(113.6 34.7)',
  { longitude: '113.6', latitude: '34.7' },
  { longitude: 'NaN', latitude: 34.7 },
  { longitude: 113.6, latitude: 34.7, system: 'EPSG:4326' },
  { longitude: 113.6, latitude: 34.7, system: 'wgs84' },
  { lng: 113.6, lat: 34.7 },
  { longitude: [113.6], latitude: [34.7] },
];

const FUTURE: readonly unknown[] = ['2999-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];
const NO_INSTANTS: readonly unknown[] = [
  '2026-02-30T00:00:00Z',
  '2026-01-01',
  'yesterday',
  '2026-01-01T00:00:00',
  0,
  '',
  {},
  '0001-01-01T00:00:00Z',
];

const reportTicket: readonly Draft[] = [
  ...tried(REPORT, 'title', { values: [...badTexts(200), huge], expect: userError('title') }),
  ...tried(REPORT, 'title', { values: noTexts, expect: notOfType }),
  ...tried(REPORT, 'text', { values: badTexts(10_000), expect: userError('text') }),
  ...tried(REPORT, 'text', { values: noTexts, expect: notOfType }),
  ...tried(REPORT, 'place', {
    // The last lies in the sea, far from every grid of the division that is named.
    values: [...BAD_POINTS, { longitude: 123.5, latitude: 30.2 }],
    expect: userError('place'),
  }),
  ...tried(REPORT, 'place', { values: NO_POINTS, expect: notOfType }),
  ...tried(REPORT, 'place.address', {
    values: ['门口\u0000', '门口\u202e', tooLong(300)],
    expect: userError('place.address'),
  }),
  ...tried(REPORT, 'division', {
    values: [
      '41',
      '4101050010030',
      '41010500100a',
      'x',
      '４１０１０５００１００３',
      '{"$gt":""}',
      '999999999999',
      '000000000000',
      '110101001001',
    ],
    expect: userError('division'),
  }),
  ...tried(REPORT, 'reporter.name', { values: ['李\u0000', '李\u200b', tooLong(60)], expect: userError('reporter') }),
  ...tried(REPORT, 'reporter', {
    values: [
      { phone: 'x' },
      { phone: '1'.repeat(50) },
      { phone: '139 0000 <b>' },
      { phone: '{"$gt":""}' },
      { anonymous: true, phone: '13900001234' },
      { anonymous: true, name: '李' },
      {},
      { name: '李' },
    ],
    expect: userError('reporter'),
  }),
  ...tried(REPORT, 'idempotencyKey', {
    values: [...badKeys, 'short', 'x'.repeat(15)],
    expect: userError('idempotencyKey'),
  }),
  ...tried(REPORT, 'externalId', { values: ['1', 'a\u0000'], expect: userError('externalId') }),
  ...tried(REPORT, 'topic', {
    values: ['nothing', '__proto__', 'a\u0000', tooLong(60), '{"$gt":""}'],
    expect: userError('topic'),
  }),
  ...tried(REPORT, 'itemCode', {
    values: ['nothing', '__proto__', 'constructor', 'a\u0000', { $text: [{ repeat: 'x', times: 5_000 }] }],
    expect: userError('itemCode'),
  }),
  ...tried(REPORT, 'foundAt', { values: FUTURE, expect: userError('foundAt') }),
  ...tried(REPORT, 'foundAt', { values: NO_INSTANTS, expect: notOfType }),
  ...tried(REPORT, 'foundAt', { values: ['1900-01-01T00:00:00Z'], expect: userError('foundAt') }),
  ...tried(REPORT, 'receivedAt', { values: ['2026-01-01T00:00:00Z', ...FUTURE], expect: userError('receivedAt') }),
  ...tried({ ...REPORT, by: 'county' }, 'receivedAt', {
    values: ['2020-01-01T00:00:00Z', ...FUTURE],
    expect: userError('receivedAt'),
  }),
  ...tried(REPORT, 'source', {
    values: ['PATROL', 'DEPARTMENT', 'SUPERIOR', 'HOST_UNIT', 'OTHER'],
    expect: userError('source'),
  }),
  ...tried(REPORT, 'source', {
    values: ['patrol', 'HOTLINE', '', 1, null, ['PATROL'], '__proto__'],
    expect: notOfType,
  }),
  ...tried(REPORT, 'channel', { values: ['PATROL', 'SMS', '', 1], expect: notOfType }),
  ...tried(REPORT, 'severity', { values: ['HIGH', 'urgent', 3], expect: notOfType }),
  ...tried(REPORT, 'evidence', {
    values: [
      [{ name: '', uri: 'https://example.invalid/1' }],
      [{ name: 'a\u0000', uri: 'https://example.invalid/1' }],
      [{ name: '照片\u202egpj.exe', uri: 'https://example.invalid/1' }],
      [{ name: '1', uri: '' }],
      [{ name: '1', uri: 'no uri' }],
      [{ name: '1', uri: 'javascript:alert(1)' }],
      [{ name: '1', uri: 'JaVaScRiPt:alert(1)' }],
      [{ name: '1', uri: 'data:text/html,<script>alert(1)</script>' }],
      [{ name: '1', uri: 'file:///etc/passwd' }],
      [{ name: '1', uri: 'vbscript:x' }],
      [{ name: '1', uri: 'https://example.invalid/a\u202eb' }],
      [{ name: '1', uri: { $text: ['https://', { repeat: 'x', times: 5_000 }] } }],
      [{ name: '1', uri: 'https://example.invalid/1', sha256: 'x' }],
      { $list: { name: '#', uri: 'https://example.invalid/#' }, $times: 21 },
      { $list: { name: '#', uri: 'https://example.invalid/#' }, $times: 1_000 },
    ],
    expect: userError('evidence'),
  }),
  ...tried(REPORT, 'evidence', {
    values: [
      'x',
      1,
      [null],
      [[]],
      [{ name: '1' }],
      [{ uri: 'https://example.invalid/1' }],
      [{ name: '1', uri: 'u:x', more: 1 }],
    ],
    expect: notOfType,
  }),
  ...tried(REPORT, 'unknown', { values: [1], expect: notOfType }),
];

const BATCH: Sound = {
  mutation: 'reportTickets',
  by: 'county',
  input: { rows: [{ ...REPORT.input, externalId: 'h1' }], dryRun: false },
};

const reportTickets: readonly Draft[] = [
  ...tried(BATCH, 'rows', {
    values: [
      [],
      { $list: { ...REPORT.input, externalId: 'n#' }, $times: 201 },
      { $list: { ...REPORT.input, externalId: 'n#' }, $times: 1_001 },
    ],
    expect: error('BAD_USER_INPUT', 'rows'),
  }),
  ...tried(BATCH, 'rows', { values: [null, 'x', [null], [1], [{}], [[]]], expect: notOfType }),
  ...tried(BATCH, 'rows.0.title', { values: badTexts(200), expect: rowRefused() }),
  ...tried(BATCH, 'rows.0.text', { values: badTexts(10_000), expect: rowRefused() }),
  ...tried(BATCH, 'rows.0.place', { values: BAD_POINTS, expect: rowRefused() }),
  ...tried(BATCH, 'rows.0.foundAt', { values: FUTURE, expect: rowRefused() }),
  ...tried(BATCH, 'rows.0.externalId', { values: ['a\u0000', tooLong(120)], expect: rowRefused() }),
  ...tried(BATCH, 'rows.0.source', { values: ['PATROL', 'HOST_UNIT', 'DEPARTMENT'], expect: rowRefused() }),
  ...tried(BATCH, 'rows.0.division', { values: ['999999999999', '110101001001', 'x'], expect: rowRefused() }),
];

export const reports: readonly Draft[] = [...reportTicket, ...reportTickets];
