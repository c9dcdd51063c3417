import { describe, expect, it } from '@jest/globals';
import { checkHistory, type Verdict } from './check-history.ts';
import type { HistoryLine } from './history-line.ts';

/** Two reports; the first was sent twice and accepted, everything arrived. */
const good: readonly HistoryLine[] = [
  { kind: 'SENT', at: 1, externalId: 'a', attempt: 1 },
  { kind: 'UNANSWERED', at: 2, what: 'report a', reason: 'connection refused' },
  { kind: 'SENT', at: 3, externalId: 'a', attempt: 2 },
  { kind: 'ACKNOWLEDGED', at: 4, externalId: 'a', code: 'T1', duplicate: true },
  { kind: 'ACCEPTED', at: 5, code: 'T1' },
  { kind: 'SENT', at: 6, externalId: 'b', attempt: 1 },
  { kind: 'ACKNOWLEDGED', at: 7, externalId: 'b', code: 'T2', duplicate: false },
  { kind: 'FOUND', externalId: 'a', code: 'T1', stage: 'DISPATCH', intact: true },
  { kind: 'FOUND', externalId: 'b', code: 'T2', stage: 'ACCEPTANCE', intact: true },
  { kind: 'OWNED', code: 'T1', events: ['e1', 'e2'], pending: 0 },
  { kind: 'OWNED', code: 'T2', events: ['e3'], pending: 0 },
  { kind: 'APPLIED', code: 'T1', events: ['e1', 'e2'] },
  { kind: 'APPLIED', code: 'T2', events: ['e3'] },
];

const NOTHING_WRONG: Verdict = { lost: [], doubled: [], unapplied: [], misapplied: [], broken: [], abandoned: [] };

const without = (wrong: (line: HistoryLine) => boolean): HistoryLine[] => good.filter((line) => !wrong(line));

const changed = (kind: HistoryLine['kind'], code: string, change: Partial<HistoryLine>): HistoryLine[] =>
  good.map((line) =>
    line.kind === kind && 'code' in line && line.code === code ? ({ ...line, ...change } as HistoryLine) : line,
  );

describe('the checker of a history', () => {
  it('finds nothing wrong where all went well', () => {
    expect(checkHistory(good)).toEqual(NOTHING_WRONG);
  });

  it('lets what was never answered be there or not', () => {
    expect(checkHistory([...good, { kind: 'SENT', at: 8, externalId: 'c', attempt: 1 }])).toEqual(NOTHING_WRONG);
  });

  const bad: [string, HistoryLine[], Partial<Verdict>][] = [
    [
      'a report that was acknowledged and is not there',
      without((line) => 'code' in line && line.code === 'T2' && line.kind !== 'ACKNOWLEDGED'),
      { lost: ['b was acknowledged as T2 and is not there'] },
    ],
    [
      'a report that is another ticket than was acknowledged',
      [...good, { kind: 'ACKNOWLEDGED', at: 9, externalId: 'b', code: 'T9', duplicate: true }],
      { lost: ['b was acknowledged as T9 and is T2'] },
    ],
    [
      'a command that was acknowledged and undone',
      changed('FOUND', 'T1', { stage: 'ACCEPTANCE' }),
      { lost: ['T1 was accepted and waits for acceptance'] },
    ],
    [
      'a report that became two tickets',
      [
        ...good,
        { kind: 'FOUND', externalId: 'b', code: 'T3', stage: 'ACCEPTANCE', intact: true },
        { kind: 'OWNED', code: 'T3', events: ['e4'], pending: 0 },
        { kind: 'APPLIED', code: 'T3', events: ['e4'] },
      ],
      { doubled: ['b is there 2 times'] },
    ],
    [
      'a ticket that nobody reported',
      without((line) => line.kind === 'SENT' && line.externalId === 'b'),
      { doubled: ['b was never sent and is there'] },
    ],
    [
      'an event that did not arrive',
      changed('APPLIED', 'T1', { events: ['e1'] }),
      { unapplied: ['T1: 1 of 2 events not applied'] },
    ],
    [
      'a consumer that heard nothing of a ticket',
      without((line) => line.kind === 'APPLIED' && line.code === 'T2'),
      { unapplied: ['T2: 1 of 1 events not applied'] },
    ],
    [
      'an event that is still in the outbox',
      changed('OWNED', 'T2', { pending: 1 }),
      { unapplied: ['T2: 1 events are still in the outbox'] },
    ],
    [
      'a ticket whose owner has no event of it',
      without((line) => (line.kind === 'OWNED' || line.kind === 'APPLIED') && line.code === 'T2'),
      { unapplied: ['T2 is there and its owner has no event of it'] },
    ],
    [
      'an event that was applied twice',
      changed('APPLIED', 'T1', { events: ['e1', 'e2', 'e2'] }),
      { misapplied: ['T1: an event was applied twice'] },
    ],
    [
      'events that were applied out of order',
      changed('APPLIED', 'T1', { events: ['e2', 'e1'] }),
      { misapplied: ['T1: events applied out of order'] },
    ],
    [
      'an event that its owner does not know',
      changed('APPLIED', 'T1', { events: ['e1', 'e2', 'e9'] }),
      { misapplied: ['T1: an event that its owner does not know'] },
    ],
    ['a broken hash chain', changed('FOUND', 'T2', { intact: false }), { broken: ['T2: its chain is broken'] }],
    [
      'what was never answered',
      [...good, { kind: 'GAVE_UP', at: 9, what: 'report d', reason: 'refused' }],
      { abandoned: ['report d: refused'] },
    ],
  ];

  it.each(bad)('complains of %s', (_what, lines, expected) => {
    expect(checkHistory(lines)).toEqual({ ...NOTHING_WRONG, ...expected });
  });
});
