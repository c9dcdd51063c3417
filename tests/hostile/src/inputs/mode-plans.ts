import type { Draft } from '../corpus/line.ts';
import { badIds, badKeys, badTexts, noTexts, noVersions } from './bad-text.ts';
import { error, notOfType, type Sound, tried, userError } from './tries.ts';

const DRAFT: Sound = {
  mutation: 'draftModePlan',
  by: 'county',
  input: {
    title: '汛期',
    words: '加快处置',
    mode: 'EMERGENCY',
    divisions: ['{{county}}'],
    from: '2099-07-01T00:00:00Z',
    until: '2099-08-01T00:00:00Z',
    patrolsADay: 2,
  },
};
const limits = (...changes: readonly unknown[]): unknown => changes;

export const modePlans: readonly Draft[] = [
  ...tried(DRAFT, 'title', { values: badTexts(100), expect: userError('title') }),
  ...tried(DRAFT, 'words', { values: badTexts(4_000), expect: userError('words') }),
  ...tried(DRAFT, 'words', { values: noTexts.slice(0, 4), expect: notOfType }),
  ...tried(DRAFT, 'idempotencyKey', { values: badKeys, expect: userError('idempotencyKey') }),
  ...tried(DRAFT, 'mode', { values: ['PEACE', 1, null], expect: notOfType }),
  ...tried(DRAFT, 'divisions', {
    values: [[], ['nowhere'], ['110000000000'], ['{"$gt":""}'], { $list: '{{county}}', $times: 500 }],
    expect: userError('divisions'),
  }),
  ...tried(DRAFT, 'until', {
    values: ['2099-07-01T00:00:00Z', '2000-01-01T00:00:00Z', '2199-01-01T00:00:00Z'],
    expect: userError('until'),
  }),
  ...tried(DRAFT, 'from', { values: ['soon', 1, null, {}], expect: notOfType }),
  ...tried(DRAFT, 'patrolsADay', { values: [0, -1, 1_000_000], expect: userError('patrolsADay') }),
  ...tried(DRAFT, 'patrolsADay', { values: [1.5, '2', {}], expect: notOfType }),
  ...tried(DRAFT, 'limits', {
    values: [
      limits({ step: 'ACCEPT' }),
      limits({ step: 'ACCEPT', factor: 0 }),
      limits({ step: 'ACCEPT', factor: -1 }),
      limits({ step: 'ACCEPT', factor: 1e308 }),
      limits({ step: 'ACCEPT', factor: 0.5 }, { step: 'ACCEPT', factor: 0.5 }),
      limits({ step: 'ACCEPT', limit: { amount: 1, unit: 'WORKING_HOUR' } }),
      limits({ step: 'ACCEPT', severity: 'NORMAL', limit: { amount: 999, unit: 'WORKING_HOUR' } }),
      limits({ step: 'ACCEPT', severity: 'NORMAL', limit: { amount: 1, unit: 'NATURAL_DAY' } }),
      { $list: { step: 'ACCEPT', factor: 0.5 }, $times: 500 },
    ],
    expect: userError('limits'),
  }),
  ...tried(DRAFT, 'limits', { values: [5, [null], [{ step: 'SLEEP' }], [{ factor: 1 }]], expect: notOfType }),
  ...tried(DRAFT, 'routes', {
    values: [
      [{ itemCode: 'nothing', to: '{{lead}}' }],
      [{ itemCode: '{{item}}', to: 'nobody' }],
      [{ itemCode: '{{item}}', to: '{"$gt":""}' }],
      [
        { itemCode: '{{item}}', to: '{{lead}}' },
        { itemCode: '{{item}}', to: '{{lead}}' },
      ],
      { $list: { itemCode: '{{item}}', to: '{{lead}}' }, $times: 500 },
    ],
    expect: userError('routes'),
  }),
  ...['publishModePlan', 'withdrawModePlan'].flatMap((mutation) => {
    const text = mutation === 'publishModePlan' ? 'words' : 'reason';
    const sound: Sound = { mutation, by: 'county', input: { planId: 'nobody', [text]: '同意' } };
    return [
      ...tried(sound, 'planId', { values: badIds, expect: error('NOT_FOUND') }),
      ...tried(sound, text, { values: badTexts(text === 'words' ? 4_000 : 500), expect: userError(text) }),
      ...tried(sound, 'expectedVersion', { values: noVersions.slice(0, 4), expect: notOfType }),
    ];
  }),
];
