import type { Draft } from '../corpus/line.ts';
import { badIds, badKeys, badTexts, noTexts, noVersions, tooLong } from './bad-text.ts';
import { error, notOfType, type Sound, tried, userError } from './tries.ts';

const CONVENE: Sound = {
  mutation: 'conveneDeliberation',
  by: 'town',
  input: {
    division: '{{village}}',
    title: '小院议事',
    venue: '社区活动室',
    startsAt: '2099-07-01T00:00:00Z',
    agenda: [{ subject: '晾衣区' }],
    attendees: [{ kind: 'RESIDENT', name: '王小明' }],
  },
};

const convening: readonly Draft[] = [
  ...tried(CONVENE, 'title', { values: badTexts(100), expect: userError('title') }),
  ...tried(CONVENE, 'title', { values: noTexts.slice(0, 4), expect: notOfType }),
  ...tried(CONVENE, 'venue', { values: badTexts(200), expect: userError('venue') }),
  ...tried(CONVENE, 'venue', { values: ['找13812345678', '11010519491231002X 家'], expect: userError('venue') }),
  ...tried(CONVENE, 'startsAt', {
    values: ['2000-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
    expect: userError('startsAt'),
  }),
  ...tried(CONVENE, 'startsAt', { values: ['soon', 1, null, {}], expect: notOfType }),
  ...tried(CONVENE, 'division', { values: ['4101', 'nowhere', '{"$gt":""}'], expect: userError('division') }),
  ...tried(CONVENE, 'gridId', { values: badIds.slice(1), expect: userError('gridId') }),
  ...tried(CONVENE, 'agenda', {
    values: [
      [{}],
      [{ subject: '' }],
      [{ subject: 'a\u0000b' }],
      [{ subject: tooLong(200) }],
      [{ subject: '请拨打13812345678' }],
      [{ suggestionId: 'nobody' }],
      [{ suggestionId: '{"$gt":""}' }],
      [{ ticketId: 'nobody' }],
      [{ ticketId: 'nobody', suggestionId: 'nobody' }],
      [{ deferred: { deliberationId: 'nobody', itemId: 'i1' } }],
      [{ deferred: { deliberationId: '{"$gt":""}', itemId: 'i1' } }],
      { $list: { subject: '晾衣区' }, $times: 500 },
    ],
    expect: userError('agenda'),
  }),
  ...tried(CONVENE, 'agenda', {
    values: [5, [null], [{ title: '晾衣区' }], [{ deferred: {} }]],
    expect: notOfType,
  }),
  ...tried(CONVENE, 'attendees', {
    values: [
      [{ kind: 'RESIDENT' }],
      [{ kind: 'RESIDENT', name: '王\u202e小明' }],
      [{ kind: 'RESIDENT', organization: '{{lead}}' }],
      [{ kind: 'BODY', organization: 'nobody' }],
      [{ kind: 'BODY', organization: '{"$gt":""}' }],
      [
        { kind: 'STAFF', personId: 'a' },
        { kind: 'STAFF', personId: 'a' },
      ],
      { $list: { kind: 'RESIDENT', name: '王小明' }, $times: 500 },
    ],
    expect: userError('attendees'),
  }),
  ...tried(CONVENE, 'attendees', { values: [5, [null], [{ name: '王小明' }], [{ kind: 'GUEST' }]], expect: notOfType }),
  ...tried(CONVENE, 'idempotencyKey', { values: badKeys, expect: userError('idempotencyKey') }),
];

const command = (mutation: string, more: Readonly<Record<string, unknown>>): Sound => ({
  mutation,
  by: 'town',
  input: { deliberationId: 'nobody', ...more },
});
const RESOLVE = command('resolveAgendaItem', { itemId: 'i1', outcome: 'DEFERRED', words: '再议' });

const COMMANDS: readonly Sound[] = [
  command('addAgendaItem', { item: { subject: '晾衣区' } }),
  command('inviteToDeliberation', { attendees: [{ kind: 'RESIDENT', name: '王小明' }] }),
  command('postponeDeliberation', { startsAt: '2099-07-01T00:00:00Z', reason: '大雨' }),
  command('cancelDeliberation', { reason: '大雨' }),
  command('recordAttendance', { present: ['p1'] }),
  RESOLVE,
  command('publishMinutes', { summary: '一致同意' }),
];

export const deliberations: readonly Draft[] = [
  ...convening,
  ...COMMANDS.flatMap((sound) => [
    ...tried(sound, 'deliberationId', { values: badIds, expect: error('NOT_FOUND') }),
    ...tried(sound, 'expectedVersion', { values: noVersions.slice(0, 4), expect: notOfType }),
    ...tried(sound, 'idempotencyKey', { values: badKeys, expect: userError('idempotencyKey') }),
  ]),
  ...['postponeDeliberation', 'cancelDeliberation'].flatMap((mutation) =>
    tried(command(mutation, { startsAt: '2099-07-01T00:00:00Z' }), 'reason', {
      values: [null, 5, {}],
      expect: notOfType,
    }),
  ),
  ...tried(RESOLVE, 'words', { values: badTexts(4_000), expect: userError('words') }),
  ...tried(RESOLVE, 'outcome', { values: ['MAYBE', 1, null], expect: notOfType }),
  ...tried(RESOLVE, 'votes', {
    values: [1, {}, { for: 1 }, { for: 1.5, against: 0, abstained: 0 }],
    expect: notOfType,
  }),
  ...tried(RESOLVE, 'actions', {
    values: [
      [{ title: '', text: '做', address: '院' }],
      [{ title: '做', text: 'a\u0000b', address: '院' }],
      [{ title: '做', text: '做', address: tooLong(300) }],
    ],
    expect: userError('actions'),
  }),
  ...tried(command('publishMinutes', {}), 'summary', { values: badTexts(10_000), expect: userError('summary') }),
];
