import type { Draft } from '../corpus/line.ts';
import { badIds, badKeys, badTexts, huge, noTexts, noVersions, tooLong } from './bad-text.ts';
import { error, notOfType, type Sound, tried, userError } from './tries.ts';

const MAKE: Sound = {
  mutation: 'makeSuggestion',
  by: 'public',
  input: {
    subject: '增设路灯',
    text: '巷口夜里太暗，建议增设一盏路灯。',
    division: '{{village}}',
    reporter: { anonymous: true },
    idempotencyKey: 'hostile-0123456789abcdef',
  },
};

const making: readonly Draft[] = [
  ...tried(MAKE, 'subject', { values: [...badTexts(200), huge], expect: userError('subject') }),
  ...tried(MAKE, 'subject', { values: noTexts, expect: notOfType }),
  ...tried(MAKE, 'text', { values: badTexts(10_000), expect: userError('text') }),
  ...tried(MAKE, 'division', {
    values: ['4101', 'nowhere', '{"$gt":""}', '000000000000', '110101001001'],
    expect: userError('division'),
  }),
  ...tried(MAKE, 'gridId', { values: badIds.slice(1), expect: userError('gridId') }),
  ...tried(MAKE, 'place', {
    values: [
      { longitude: 0, latitude: 0 },
      { longitude: 113.6 },
      { latitude: 34.7 },
      { longitude: 34.7, latitude: 113.6 },
    ],
    expect: userError('place'),
  }),
  ...tried(MAKE, 'place', { values: [[], 'POINT(113.6 34.7)', { lng: 113.6 }], expect: notOfType }),
  ...tried(MAKE, 'topic', { values: ['天气', '{"$ne":null}', tooLong(60)], expect: userError('topic') }),
  ...tried(MAKE, 'reporter', {
    values: [{ anonymous: true, name: '王小明' }, { phone: 'javascript:' }, { name: '王\u202e小明' }],
    expect: userError('reporter'),
  }),
  ...tried(MAKE, 'idempotencyKey', { values: [...badKeys, 'k'], expect: userError('idempotencyKey') }),
];

const command = (mutation: string, more: Readonly<Record<string, unknown>>): Sound => ({
  mutation,
  by: 'town',
  input: { suggestionId: 'nobody', words: '请答复', ...more },
});

const commands: readonly Draft[] = [
  command('handOnSuggestion', { to: '{{lead}}' }),
  command('returnSuggestion', {}),
  command('answerSuggestion', { outcome: 'ADOPTED' }),
].flatMap((sound) => [
  ...tried(sound, 'suggestionId', { values: badIds, expect: error('NOT_FOUND') }),
  ...tried(sound, 'words', { values: badTexts(4_000), expect: userError('words') }),
  ...tried(sound, 'words', { values: noTexts.slice(0, 4), expect: notOfType }),
  ...tried(sound, 'expectedVersion', { values: noVersions.slice(0, 4), expect: notOfType }),
  ...tried(sound, 'idempotencyKey', { values: badKeys, expect: userError('idempotencyKey') }),
]);

const REDACT: Sound = {
  mutation: 'redactSuggestion',
  by: 'county',
  input: { suggestionId: 'nobody', fragments: ['电话'], reason: 'PERSONAL_DATA', words: '隐去' },
};

const RATE: Sound = {
  mutation: 'rateSuggestionAnswer',
  by: 'public',
  input: { code: 'S4101002026030200000001', queryCode: 'ABCDEFGH', satisfied: true },
};
const RAISE: Sound = { mutation: 'raiseSuggestionTicket', by: 'town', input: { suggestionId: 'nobody' } };

const REVEAL: Sound = {
  mutation: 'revealSuggester',
  by: 'town',
  input: { suggestionId: 'nobody', purpose: '回访' },
};

export const suggestions: readonly Draft[] = [
  ...making,
  ...commands,
  ...tried(command('answerSuggestion', { outcome: 'ADOPTED' }), 'outcome', {
    values: ['MAYBE', 1, null],
    expect: notOfType,
  }),
  ...tried(REDACT, 'suggestionId', { values: badIds, expect: error('NOT_FOUND') }),
  ...tried(REDACT, 'fragments', {
    values: [[''], ['a\u0000'], [tooLong(500)], { $list: '号#', $times: 51 }],
    expect: userError('fragments'),
  }),
  ...tried(REDACT, 'fragments', { values: [null, [null], [1], { $gt: '' }], expect: notOfType }),
  ...tried(REDACT, 'words', { values: badTexts(4_000), expect: userError('words') }),
  ...tried(RATE, 'code', { values: badIds, expect: error('NOT_FOUND') }),
  ...tried(RATE, 'queryCode', { values: badIds, expect: error('NOT_FOUND') }),
  ...tried(RATE, 'satisfied', { values: [null, 'yes', 1, {}], expect: notOfType }),
  ...tried(RATE, 'words', { values: ['a\u0000b', tooLong(500)], expect: userError('words') }),
  ...tried(RAISE, 'suggestionId', { values: badIds, expect: error('NOT_FOUND') }),
  ...tried(REVEAL, 'suggestionId', { values: badIds, expect: error('NOT_FOUND') }),
  ...tried(REVEAL, 'purpose', { values: badTexts(200), expect: userError('purpose') }),
];
