import type { Draft } from '../corpus/line.ts';
import { badIds, badTexts, tooLong } from './bad-text.ts';
import { error, notOfType, type Sound, tried, userError } from './tries.ts';

const REDACT: Sound = {
  mutation: 'redactTicket',
  by: 'county',
  input: { ticketId: '{{ticket}}', fragments: ['电话'], reason: 'PERSONAL_DATA', words: '隐去' },
};
const ASKED = { ticketId: 'nobody', requestId: 'q1', words: '一并隐去' };
/** Answers to what another jurisdiction asks for: of any ticket but such a one there is nothing to answer. */
const ANSWERS: readonly Sound[] = [
  { mutation: 'acceptRedactionRequest', by: 'city', input: { ...ASKED, reason: 'PERSONAL_DATA' } },
  { mutation: 'declineRedactionRequest', by: 'city', input: { ...ASKED, reason: 'KEPT_BY_LAW' } },
];
const TEMPLATE: Sound = {
  mutation: 'createReplyTemplate',
  by: 'county',
  input: { purpose: 'FEEDBACK', name: '已办结', text: '{{工单号}} 已办结', idempotencyKey: 'hostile-template' },
};

/** What is hidden of a record, and the templates of replies. */
export const ticketRecords: readonly Draft[] = [
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
  ...ANSWERS.flatMap((answer) => [
    ...tried(answer, 'ticketId', { values: [...badIds, '{{ticket}}'], expect: error('NOT_FOUND') }),
    ...tried(answer, 'words', { values: badTexts(4_000), expect: userError('words') }),
    ...tried(answer, 'requestId', { values: badIds, expect: error('NOT_FOUND') }),
  ]),
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
