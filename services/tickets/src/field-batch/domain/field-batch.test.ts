import { describe, expect, it } from '@jest/globals';
import { beforeEntry, type EntryResult, type FieldEntry } from './field-batch.ts';

const MADE = new Date('2026-03-02T02:00:00Z');

const entry = (about: string | null, more: Partial<FieldEntry> = {}): FieldEntry => ({
  id: 'this',
  madeAt: MADE,
  expectedVersion: null,
  command: about === null ? 'reportTicket' : 'noteProgress',
  about,
  input: {},
  ...more,
});

const result = (entryId: string, more: Partial<EntryResult> = {}): EntryResult => ({
  entryId,
  command: 'noteProgress',
  outcome: 'DONE',
  madeAt: MADE,
  arrivedAt: MADE,
  late: false,
  ticketId: 'ticket-1',
  ticketCode: null,
  version: 5,
  stage: 'HANDLING',
  goesOnFrom: 5,
  duplicate: false,
  skippedFor: null,
  userErrors: [],
  ...more,
});

const reported = (ticketId: string | null, outcome: EntryResult['outcome'] = 'DONE'): EntryResult =>
  result('report', { command: 'reportTicket', ticketId, outcome });

describe('where the entries before it leave an entry', () => {
  it('is as it says where none is about its ticket', () => {
    const before = beforeEntry(entry('ticket-2', { expectedVersion: 3 }), [result('one')]);
    expect(before).toEqual({ ticketId: 'ticket-2', expectedVersion: 3, blockedBy: null, notBefore: null });
  });

  it('is the ticket that the batch itself reported', () => {
    expect(beforeEntry(entry('report'), [reported('ticket-9')]).ticketId).toBe('ticket-9');
  });

  it('is the version its forerunner left, whichever way the ticket was named', () => {
    const before = beforeEntry(entry('ticket-9', { expectedVersion: 1 }), [reported('ticket-9')]);
    expect(before.expectedVersion).toBe(5);
  });

  it('is no version where the entry names none', () => {
    expect(beforeEntry(entry('ticket-1'), [result('one')]).expectedVersion).toBeNull();
  });

  it('is MOVED where somebody came between', () => {
    const moved = result('one', { goesOnFrom: null });
    expect(beforeEntry(entry('ticket-1', { expectedVersion: 4 }), [moved]).expectedVersion).toBe('MOVED');
  });

  it.each(['REFUSED', 'CONFLICT'] as const)(
    'is blocked by one that was %s, and by nothing of another ticket',
    (outcome) => {
      const results = [result('one', { outcome }), result('two', { ticketId: 'ticket-2' })];
      expect(beforeEntry(entry('ticket-1'), results).blockedBy).toBe('one');
      expect(beforeEntry(entry('ticket-2'), results).blockedBy).toBeNull();
    },
  );

  it('is blocked by the first of a chain', () => {
    const skipped = result('two', { outcome: 'SKIPPED', skippedFor: 'one' });
    expect(beforeEntry(entry('ticket-1'), [result('one', { outcome: 'REFUSED' }), skipped]).blockedBy).toBe('one');
  });

  it('is blocked by a report that was refused, and by no other report', () => {
    const results = [reported(null, 'REFUSED'), result('other', { command: 'reportTicket', ticketId: null })];
    expect(beforeEntry(entry('report'), results)).toMatchObject({ ticketId: null, blockedBy: 'report' });
    expect(beforeEntry(entry(null), results)).toMatchObject({ ticketId: null, blockedBy: null });
  });
});
