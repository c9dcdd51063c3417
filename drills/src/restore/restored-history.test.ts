import { describe, expect, it } from '@jest/globals';
import { checkHistory } from '../history/check-history.ts';
import type { HistoryLine } from '../history/history-line.ts';
import { goneWithTheGap, restoredHistory } from './restored-history.ts';

const GAP = { backedUpAt: 10, lostAt: 20 };

const acknowledged = (externalId: string, at: number): HistoryLine[] => [
  { kind: 'SENT', at: at - 1, externalId, attempt: 1 },
  { kind: 'ACKNOWLEDGED', at, externalId, code: `T-${externalId}`, duplicate: false },
];
const found = (externalId: string, stage = 'DISPATCH', events = ['1']): HistoryLine[] => [
  { kind: 'FOUND', externalId, code: `T-${externalId}`, stage, intact: true },
  { kind: 'OWNED', code: `T-${externalId}`, events, pending: 0 },
  { kind: 'APPLIED', code: `T-${externalId}`, events: ['1'] },
];
const verdictOf = (lines: readonly HistoryLine[]) => checkHistory(restoredHistory(lines, GAP));

describe('a history of what was restored', () => {
  it('lets nothing be lost that was acknowledged before the backup or after the restore', () => {
    const lines = [...acknowledged('before', 5), ...acknowledged('after', 25)];
    expect(verdictOf(lines).lost).toEqual([
      'before was acknowledged as T-before and is not there',
      'after was acknowledged as T-after and is not there',
    ]);
  });

  it('lets what came in the gap be gone, and counts it', () => {
    const lines = [...acknowledged('gone', 12), ...acknowledged('kept', 11), ...found('kept')];
    expect(verdictOf(lines)).toMatchObject({ lost: [], unapplied: [], doubled: [] });
    expect(goneWithTheGap(lines, GAP)).toBe(1);
  });

  it('lets an acceptance of the gap be undone, not one from before', () => {
    const report = [...acknowledged('a', 5), ...found('a', 'ACCEPTANCE')];
    const accepted = (at: number): HistoryLine => ({ kind: 'ACCEPTED', at, code: 'T-a' });
    expect(verdictOf([...report, accepted(15)]).lost).toEqual([]);
    expect(verdictOf([...report, accepted(9)]).lost).toEqual(['T-a was accepted and waits for acceptance']);
  });

  it('wants what is there of the gap to be whole', () => {
    const lines = [...acknowledged('half', 15), ...found('half', 'DISPATCH', ['1', '2'])];
    expect(verdictOf(lines).unapplied).toEqual(['T-half: 1 of 2 events not applied']);
  });
});
