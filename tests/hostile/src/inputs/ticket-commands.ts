import type { Draft, Sender } from '../corpus/line.ts';
import { badIds, badKeys, badTexts, noTexts, noVersions, tooLong } from './bad-text.ts';
import { fieldBatches } from './field-batches.ts';
import { ticketRecords } from './ticket-records.ts';
import { error, notOfType, type Sound, tried, userError } from './tries.ts';

type Command = {
  readonly mutation: string;
  readonly by: Sender;
  readonly input: Readonly<Record<string, unknown>>;
  /** The text every such command has to have, `words` unless said, and its longest, 4,000 characters unless said. */
  readonly text?: string;
  readonly most?: number;
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
  },
  { mutation: 'escalateTicket', by: 'town', input: { ...FRESH, words: '请上级处置' } },
  { mutation: 'voidTicket', by: 'county', input: { ...FRESH, words: '重复' } },
  {
    mutation: 'transferOut',
    by: 'city',
    input: { ...FRESH, division: '410900000000', reason: 'x', words: '事发地在外地' },
  },
  {
    mutation: 'solveOnSpot',
    by: 'worker',
    input: { ...FRESH, result: '已处置', evidence: PHOTO },
    text: 'result',
  },
  {
    mutation: 'returnAssignment',
    by: 'officer',
    input: { ...OFFERED, reason: 'x', words: '不属于本单位' },
  },
  { mutation: 'refuseOffList', by: 'worker', input: { ...OFFERED, words: '清单外' } },
  { mutation: 'noteProgress', by: 'officer', input: { ...OFFERED, words: '办理中' } },
  {
    mutation: 'completeAssignment',
    by: 'officer',
    input: { ...OFFERED, result: '已办结', evidence: PHOTO },
    text: 'result',
  },
  {
    mutation: 'giveFeedback',
    by: 'officer',
    input: { ticketId: '{{offered}}', words: '已反馈', contacted: true },
  },
  {
    mutation: 'verifyTicket',
    by: 'county',
    input: { ticketId: '{{offered}}', passed: true, words: '属实', closingCondition: '恢复' },
  },
  {
    mutation: 'reopenTicket',
    by: 'county',
    input: { ticketId: '{{offered}}', words: '未解决' },
  },
  {
    mutation: 'supplementReport',
    by: 'town',
    input: { ...FRESH, words: '又有一处' },
  },
  {
    mutation: 'explainLateness',
    by: 'officer',
    input: { ticketId: '{{offered}}', deadlineId: '{{deadline}}', words: '说明' },
  },
  {
    mutation: 'superviseTicket',
    by: 'county',
    input: { ticketId: '{{offered}}', target: '{{lead}}', words: '请尽快' },
  },
  {
    mutation: 'answerSupervision',
    by: 'officer',
    input: { ticketId: '{{offered}}', supervisionId: 's1', words: '回复' },
  },
  {
    mutation: 'settleSupervision',
    by: 'county',
    input: { ticketId: '{{offered}}', supervisionId: 's1', words: '销号' },
  },
  {
    mutation: 'failSupervision',
    by: 'county',
    input: { ticketId: '{{offered}}', supervisionId: 's1', words: '未落实' },
  },
  {
    mutation: 'appealWarning',
    by: 'officer',
    input: { ticketId: '{{offered}}', deadlineId: '{{deadline}}', reason: 'x', words: '非本单位责任' },
  },
  {
    mutation: 'addPrivateNote',
    by: 'officer',
    input: { ...OFFERED_TICKET, words: '备注' },
  },
  {
    mutation: 'appealFurther',
    by: 'officer',
    input: { ticketId: '{{offered}}', appealId: 'a1', words: '不服复核' },
  },
  {
    mutation: 'handOverAtBorder',
    by: 'town',
    input: { ...FRESH, gridId: '{{grid}}', words: '交界' },
  },
  {
    mutation: 'reviewAppeal',
    by: 'county',
    input: { ticketId: '{{offered}}', appealId: 'a1', outcome: 'UPHELD', words: '属实' },
  },
  {
    mutation: 'decideDeclineAppeal',
    by: 'county',
    input: { ticketId: '{{offered}}', appealId: 'a1', upheld: true, words: '应予受理' },
  },
  {
    mutation: 'redactTicket',
    by: 'county',
    input: { ...FRESH, fragments: ['电话'], reason: 'PERSONAL_DATA', words: '隐去' },
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
const everyCommand = COMMANDS.flatMap(({ text = 'words', most = 4_000, ...sound }): readonly Draft[] => [
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

export const ticketCommands: readonly Draft[] = [...everyCommand, ...fieldBatches, ...ticketRecords, ...single];
