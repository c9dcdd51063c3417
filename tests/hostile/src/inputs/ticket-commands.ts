import type { Draft, Sender } from '../corpus/line.ts';
import { badIds, badKeys, badTexts, noTexts, noVersions, tooLong } from './bad-text.ts';
import { error, notOfType, type Sound, tried, userError } from './tries.ts';

type Command = {
  readonly mutation: string;
  readonly by: Sender;
  readonly input: Readonly<Record<string, unknown>>;
  /** The text every such command has to have, and its longest. */
  readonly text: string;
  readonly most: number;
};

const FRESH = { ticketId: '{{ticket}}' };
const OFFERED = { ticketId: '{{offered}}', assignmentId: '{{assignment}}' };
const OFFERED_TICKET = { ticketId: '{{offered}}' };
const PHOTO = [{ name: '照片', uri: 'https://example.invalid/1' }];

const COMMANDS: readonly Command[] = [
  {
    mutation: 'declineTicket',
    by: 'town',
    input: { ...FRESH, reason: 'x', words: '不属于网格事项' },
    text: 'words',
    most: 4_000,
  },
  { mutation: 'escalateTicket', by: 'town', input: { ...FRESH, words: '请上级处置' }, text: 'words', most: 4_000 },
  { mutation: 'voidTicket', by: 'county', input: { ...FRESH, words: '重复' }, text: 'words', most: 4_000 },
  {
    mutation: 'transferOut',
    by: 'city',
    input: { ...FRESH, division: '410900000000', reason: 'x', words: '事发地在外地' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'solveOnSpot',
    by: 'worker',
    input: { ...FRESH, result: '已处置', evidence: PHOTO },
    text: 'result',
    most: 4_000,
  },
  {
    mutation: 'returnAssignment',
    by: 'officer',
    input: { ...OFFERED, reason: 'x', words: '不属于本单位' },
    text: 'words',
    most: 4_000,
  },
  { mutation: 'refuseOffList', by: 'worker', input: { ...OFFERED, words: '清单外' }, text: 'words', most: 4_000 },
  { mutation: 'noteProgress', by: 'officer', input: { ...OFFERED, words: '办理中' }, text: 'words', most: 4_000 },
  {
    mutation: 'completeAssignment',
    by: 'officer',
    input: { ...OFFERED, result: '已办结', evidence: PHOTO },
    text: 'result',
    most: 4_000,
  },
  {
    mutation: 'giveFeedback',
    by: 'officer',
    input: { ticketId: '{{offered}}', words: '已反馈', contacted: true },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'verifyTicket',
    by: 'county',
    input: { ticketId: '{{offered}}', passed: true, words: '属实', closingCondition: '恢复' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'reopenTicket',
    by: 'county',
    input: { ticketId: '{{offered}}', words: '未解决' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'supplementReport',
    by: 'town',
    input: { ...FRESH, words: '又有一处' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'explainLateness',
    by: 'officer',
    input: { ticketId: '{{offered}}', deadlineId: '{{deadline}}', words: '说明' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'superviseTicket',
    by: 'county',
    input: { ticketId: '{{offered}}', target: '{{lead}}', words: '请尽快' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'answerSupervision',
    by: 'officer',
    input: { ticketId: '{{offered}}', supervisionId: 's1', words: '回复' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'settleSupervision',
    by: 'county',
    input: { ticketId: '{{offered}}', supervisionId: 's1', words: '销号' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'failSupervision',
    by: 'county',
    input: { ticketId: '{{offered}}', supervisionId: 's1', words: '未落实' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'appealWarning',
    by: 'officer',
    input: { ticketId: '{{offered}}', deadlineId: '{{deadline}}', reason: 'x', words: '非本单位责任' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'addPrivateNote',
    by: 'officer',
    input: { ...OFFERED_TICKET, words: '备注' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'appealFurther',
    by: 'officer',
    input: { ticketId: '{{offered}}', appealId: 'a1', words: '不服复核' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'handOverAtBorder',
    by: 'town',
    input: { ...FRESH, gridId: '{{grid}}', words: '交界' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'reviewAppeal',
    by: 'county',
    input: { ticketId: '{{offered}}', appealId: 'a1', outcome: 'UPHELD', words: '属实' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'decideDeclineAppeal',
    by: 'county',
    input: { ticketId: '{{offered}}', appealId: 'a1', upheld: true, words: '应予受理' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'redactTicket',
    by: 'county',
    input: { ...FRESH, fragments: ['电话'], reason: 'PERSONAL_DATA', words: '隐去' },
    text: 'words',
    most: 4_000,
  },
  {
    mutation: 'revealReporter',
    by: 'town',
    input: { ticketId: '{{ticket}}', purpose: '回访' },
    text: 'purpose',
    most: 200,
  },
];

const FUTURE = ['2999-01-01T00:00:00Z'];

/** What goes for every command: its text, its ticket, its version, its key, its time. */
const everyCommand = COMMANDS.flatMap(({ text, most, ...sound }): readonly Draft[] => [
  ...tried(sound, text, { values: badTexts(most), expect: userError(text) }),
  ...tried(sound, text, { values: noTexts.slice(0, 4), expect: notOfType }),
  ...tried(sound, 'ticketId', { values: badIds, expect: { as: 'ERROR', says: '未找到|not found|ticketId' } }),
  ...(sound.mutation === 'revealReporter'
    ? []
    : [
        ...tried(sound, 'expectedVersion', { values: [-1, 0, 999_999], expect: error('CONFLICT') }),
        ...tried(sound, 'expectedVersion', { values: noVersions.slice(0, 4), expect: notOfType }),
        ...tried(sound, 'idempotencyKey', { values: badKeys, expect: userError('idempotencyKey') }),
        ...tried(sound, 'madeAt', { values: FUTURE, expect: userError('madeAt') }),
      ]),
]);

const ACCEPT: Sound = {
  mutation: 'acceptTicket',
  by: 'town',
  input: { ...FRESH, itemCode: '{{item}}', words: '属实' },
};
const DISPATCH: Sound = {
  mutation: 'dispatchTicket',
  by: 'county',
  input: { ticketId: '{{offered}}', words: '请办理', assignments: [{ organization: '{{lead}}', part: 'LEAD' }] },
};
const limit = (amount: unknown, unit: unknown = 'WORKING_DAY'): unknown => ({ amount, unit });

const ENTRY = {
  id: 'hostile-entry-0123456789',
  madeAt: '2026-01-01T00:00:00Z',
  noteProgress: { ...OFFERED, words: '进展' },
};
const FIELD_BATCH: Sound = {
  mutation: 'submitFieldBatch',
  by: 'worker',
  input: { deviceId: 'hostile-device-012345', batchId: 'hostile-batch-0123456', entries: [ENTRY] },
};

/** A UUID of zeros is as good an id as any that a device may give itself. */
const noOwnIds = badIds.filter((id) => id !== '00000000-0000-0000-0000-000000000000');

/** Batches that are refused as a whole, before any entry is looked at. */
const fieldBatches: readonly Draft[] = [
  ...['deviceId', 'batchId'].flatMap((field) =>
    tried(FIELD_BATCH, field, { values: noOwnIds, expect: userError(field, 'INVALID_ID') }),
  ),
  ...tried(FIELD_BATCH, 'entries.0.id', { values: noOwnIds, expect: userError('entries', 'INVALID_ID') }),
  ...tried(FIELD_BATCH, 'entries.0.madeAt', { values: ['yesterday', 0, '', {}, null], expect: notOfType }),
  ...tried(FIELD_BATCH, 'entries.0.expectedVersion', { values: noVersions.slice(0, 4), expect: notOfType }),
  ...tried(FIELD_BATCH, 'entries.0.noteProgress', {
    values: [
      null,
      { ...OFFERED, words: '进展', madeAt: '2026-01-01T00:00:00Z' },
      { ...OFFERED, words: '进展', expectedVersion: 1 },
      { ...OFFERED, words: '进展', idempotencyKey: 'another' },
      { ...OFFERED, ticketId: ENTRY.id, words: '进展' },
    ],
    expect: userError('entries'),
  }),
  ...tried(FIELD_BATCH, 'entries', {
    values: [[], [ENTRY, ENTRY], { $list: { ...ENTRY, id: 'hostile-entry-number-#' }, $times: 101 }],
    expect: userError('entries'),
  }),
  ...tried(FIELD_BATCH, 'entries', { values: [null, 'x', [null], [{ id: 'x' }], { $gt: 0 }], expect: notOfType }),
];

const REDACT: Sound = {
  mutation: 'redactTicket',
  by: 'county',
  input: { ...FRESH, fragments: ['电话'], reason: 'PERSONAL_DATA', words: '隐去' },
};
const TEMPLATE: Sound = {
  mutation: 'createReplyTemplate',
  by: 'county',
  input: { purpose: 'FEEDBACK', name: '已办结', text: '{{工单号}} 已办结', idempotencyKey: 'hostile-template' },
};

const records: readonly Draft[] = [
  ...tried(REDACT, 'fragments', {
    values: [[''], ['a\u0000'], ['号'], ['LEAD'], ['没有这几个字的'], [tooLong(500)], [], { $list: '号#', $times: 51 }],
    expect: userError('fragments'),
  }),
  ...tried(REDACT, 'fragments', { values: [null, [null], [1], { $gt: '' }], expect: notOfType }),
  ...tried({ ...REDACT, input: { ...REDACT.input, fragments: [] } }, 'evidenceUris', {
    values: [['https://example.invalid/none'], ['a\u0000'], [tooLong(500)]],
    expect: userError('evidenceUris'),
  }),
  ...tried(REDACT, 'reason', {
    values: ['', 'LIKING', '__proto__'],
    expect: { as: 'USER_ERROR', says: '\\p{Script=Han}' },
  }),
  ...tried(TEMPLATE, 'name', { values: badTexts(60), expect: userError('name') }),
  ...tried(TEMPLATE, 'text', {
    values: [...badTexts(4_000), '{{姓名}}', '{{constructor}}', '{{__proto__}}', '{{工单号', '}}', '{{{工单号}}}'],
    expect: userError('text'),
  }),
  ...tried(TEMPLATE, 'purpose', { values: ['OTHER', null, 1], expect: notOfType }),
  ...tried(
    { mutation: 'changeReplyTemplate', by: 'county', input: { id: 'nobody', expectedVersion: 1, name: '改名' } },
    'id',
    { values: badIds, expect: error('NOT_FOUND') },
  ),
  ...tried({ mutation: 'retireReplyTemplate', by: 'county', input: { id: 'nobody', expectedVersion: 1 } }, 'id', {
    values: badIds,
    expect: error('NOT_FOUND'),
  }),
];

const single: readonly Draft[] = [
  ...tried(ACCEPT, 'words', { values: ['a\u0000', '井\u202e', tooLong(4_000)], expect: userError('words') }),
  ...tried(ACCEPT, 'openingCondition', { values: ['a\u0000', tooLong(500)], expect: userError('openingCondition') }),
  ...tried(ACCEPT, 'itemCode', {
    values: ['nothing', '__proto__', 'a\u0000', { $text: [{ repeat: 'x', times: 3_000 }] }],
    expect: userError('itemCode'),
  }),
  ...tried(ACCEPT, 'gridId', {
    values: ['nothing', '{{person}}', '{"$gt":""}', 'a\u0000'],
    expect: userError('gridId'),
  }),
  ...tried(ACCEPT, 'severity', { values: ['HIGH', 1, []], expect: notOfType }),
  ...tried(DISPATCH, 'limit', {
    values: [limit(0), limit(-1), limit(1e9), limit(1e308), limit(3_661), limit(-0.5)],
    expect: userError('limit'),
  }),
  ...tried(DISPATCH, 'limit', {
    values: [limit('1'), limit(null), limit(1, 'YEAR'), limit(1, null), 5, '5 days', {}],
    expect: notOfType,
  }),
  ...tried(DISPATCH, 'assignments', {
    values: [
      [{ organization: '{{lead}}', part: 'LEAD', gridStaff: true }],
      [{ part: 'LEAD' }],
      [{ organization: '', part: 'LEAD' }],
      [{ organization: '{{lead}}', part: 'LEAD', instruction: 'a\u0000' }],
      [{ organization: '{{lead}}', part: 'LEAD', instruction: tooLong(2_000) }],
      [{ organization: '{{lead}}', part: 'LEAD', limit: { amount: -1, unit: 'WORKING_DAY' } }],
    ],
    expect: userError('assignments'),
  }),
  ...tried(DISPATCH, 'assignments', {
    values: [null, 'x', [null], [{ organization: '{{lead}}' }], [{ part: 'CHIEF' }], [{ part: 'LEAD', x: 1 }]],
    expect: notOfType,
  }),
  ...tried(DISPATCH, 'assignments', {
    values: [{ $list: { organization: '{{lead}}', part: 'ASSIST' }, $times: 500 }],
    expect: { as: 'USER_ERROR', says: '\\p{Script=Han}' },
  }),
  ...tried(
    { mutation: 'verifyTicket', by: 'county', input: { ticketId: '{{offered}}', passed: true, words: '属实' } },
    'closingCondition',
    { values: ['a\u0000', tooLong(500)], expect: userError('closingCondition') },
  ),
  ...tried({ mutation: 'assignDown', by: 'county', input: { ticketId: '{{offered}}', holder: '{{lead}}' } }, 'words', {
    values: ['a\u0000', tooLong(4_000)],
    expect: userError('words'),
  }),
  ...tried(
    { mutation: 'completeAssignment', by: 'officer', input: { ...OFFERED, result: '已办结', evidence: [] } },
    'evidence',
    {
      values: [
        [{ name: '', uri: 'https://example.invalid' }],
        [{ name: '1', uri: 'javascript:alert(1)' }],
        [{ name: 'a\u0000', uri: 'https://example.invalid' }],
        { $list: { name: '#', uri: 'https://example.invalid/#' }, $times: 21 },
      ],
      expect: userError('evidence'),
    },
  ),
  ...tried(
    {
      mutation: 'supplementReport',
      by: 'public',
      input: { code: '{{ticketCode}}', queryCode: '{{queryCode}}', words: '又有一处' },
    },
    'queryCode',
    {
      values: ['AAAAAAAA', 'x', '{"$gt":""}', 'a\u0000', { $text: [{ repeat: 'x', times: 100_000 }] }],
      expect: error('NOT_FOUND'),
    },
  ),
  ...tried(
    {
      mutation: 'reopenTicket',
      by: 'public',
      input: { code: '{{ticketCode}}', queryCode: '{{queryCode}}', words: '未解决' },
    },
    'queryCode',
    {
      values: ['AAAAAAAA', 'x', '{"$gt":""}', 'a\u0000', { $text: [{ repeat: 'x', times: 100_000 }] }],
      expect: error('NOT_FOUND'),
    },
  ),
];

export const ticketCommands: readonly Draft[] = [...everyCommand, ...fieldBatches, ...records, ...single];
