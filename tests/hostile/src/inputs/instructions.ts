import type { Draft } from '../corpus/line.ts';
import { badIds, badKeys, badTexts, noTexts, noVersions, tooLong } from './bad-text.ts';
import { error, notOfType, type Sound, tried, userError } from './tries.ts';

const ISSUE: Sound = {
  mutation: 'issueInstruction',
  by: 'county',
  input: { title: '防汛叫应', words: '请立即到岗', urgency: 'URGENT', organizations: ['{{lead}}'] },
};

const issuing: readonly Draft[] = [
  ...tried(ISSUE, 'title', { values: badTexts(100), expect: userError('title') }),
  ...tried(ISSUE, 'words', { values: badTexts(4_000), expect: userError('words') }),
  ...tried(ISSUE, 'words', { values: noTexts.slice(0, 4), expect: notOfType }),
  ...tried(ISSUE, 'urgency', { values: ['HIGH', 1, null], expect: notOfType }),
  ...tried(ISSUE, 'idempotencyKey', { values: badKeys, expect: userError('idempotencyKey') }),
  ...tried(ISSUE, 'organizations', {
    values: [
      [],
      null,
      ['nobody'],
      ['{{lead}}', '{{lead}}'],
      ['{"$gt":""}'],
      ['a\u0000'],
      { $list: '{{lead}}', $times: 500 },
      [{ $text: [{ repeat: 'x', times: 3_000 }] }],
    ],
    expect: userError('organizations'),
  }),
  ...tried(ISSUE, 'organizations', { values: [[null], [1], [{ $ne: null }]], expect: notOfType }),
  ...tried(ISSUE, 'gridIds', { values: [['nothing'], ['{{person}}'], ['{"$gt":""}']], expect: userError('gridIds') }),
  ...tried(ISSUE, 'ticketId', { values: badIds.slice(1), expect: userError('ticketId') }),
  ...tried(ISSUE, 'meetingUrl', {
    values: [
      'http://meet.example.cn/1',
      'javascript:alert(1)',
      'https://user:pass@meet.example.cn/1',
      'https://127.0.0.1/1',
      'https://localhost/1',
      'https://meet.example.cn/\u202e1',
      '会议室三',
      { $text: ['https://meet.example.cn/', { repeat: 'a', times: 600 }] },
    ],
    expect: userError('meetingUrl'),
  }),
  ...tried(ISSUE, 'limit', {
    values: [
      { amount: 0, unit: 'URGENT_HOUR' },
      { amount: -1, unit: 'URGENT_HOUR' },
      { amount: 1e9, unit: 'URGENT_HOUR' },
      { amount: 1, unit: 'NATURAL_DAY' },
    ],
    expect: userError('limit'),
  }),
  ...tried(ISSUE, 'limit', { values: [5, { amount: '1', unit: 'URGENT_HOUR' }, {}], expect: notOfType }),
];

const READ: Sound = { mutation: 'readInstruction', by: 'officer', input: { instructionId: '{{instruction}}' } };
const ACKNOWLEDGE: Sound = {
  mutation: 'acknowledgeInstruction',
  by: 'officer',
  input: { instructionId: '{{instruction}}', words: '收到' },
};
const COMPLETE: Sound = { ...ACKNOWLEDGE, mutation: 'completeInstruction' };
const RESEND: Sound = { mutation: 'resendInstruction', by: 'county', input: { instructionId: '{{instruction}}' } };
const WITHDRAW: Sound = {
  mutation: 'withdrawInstruction',
  by: 'county',
  input: { instructionId: '{{instruction}}', reason: '误发' },
};
const ALL = [READ, { ...READ, mutation: 'receiveInstruction' }, ACKNOWLEDGE, COMPLETE, RESEND, WITHDRAW];

const following: readonly Draft[] = [
  ...ALL.flatMap((sound) => [
    ...tried(sound, 'instructionId', { values: badIds, expect: error('NOT_FOUND') }),
    ...tried(sound, 'expectedVersion', { values: [-1, 0, 999_999], expect: error('CONFLICT') }),
    ...tried(sound, 'expectedVersion', { values: noVersions.slice(0, 4), expect: notOfType }),
    ...tried(sound, 'idempotencyKey', { values: badKeys, expect: userError('idempotencyKey') }),
  ]),
  ...[ACKNOWLEDGE, COMPLETE].flatMap((sound) =>
    tried(sound, 'words', { values: badTexts(4_000), expect: userError('words') }),
  ),
  ...tried(WITHDRAW, 'reason', { values: [...badTexts(500).slice(0, 4), tooLong(500)], expect: userError('reason') }),
  ...tried(READ, 'organization', { values: ['nobody', '{"$gt":""}', 'a\u0000'], expect: error('FORBIDDEN') }),
  ...tried(READ, 'gridId', { values: ['nobody', '{{person}}'], expect: error('FORBIDDEN') }),
];

export const instructions: readonly Draft[] = [...issuing, ...following];
