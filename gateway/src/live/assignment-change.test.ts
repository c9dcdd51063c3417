import { describe, expect, it } from '@jest/globals';
import { assignmentIn, concernsUnit } from './assignment-change.ts';
import type { TicketEvent } from './live-event.ts';

const UNIT = '410105000000-WATER';
const event = (kind: string, detail: Record<string, unknown>, units: readonly string[] = []): TicketEvent =>
  ({ kind, detail, ticket: { units: units.map((organization) => ({ organization })) } }) as unknown as TicketEvent;

describe('a change about assignments', () => {
  it.each<[string, TicketEvent, boolean]>([
    ['names the unit', event('RETURNED', { assignment: 'a1', unit: UNIT }), true],
    ['gives the unit something', event('DISPATCHED', { units: [{ assignment: 'a2', unit: UNIT }] }), true],
    ['puts the unit under supervision', event('SUPERVISED', { target: UNIT }), true],
    ['lets the unit succeed another', event('SUCCEEDED', { from: 'other', to: UNIT }), true],
    ['sends the ticket back to all its units', event('REWORKED', {}, [UNIT]), true],
    ['names another unit of the ticket', event('COMPLETED', { assignment: 'a1', unit: 'other' }, [UNIT]), false],
    ['is about the ticket', event('LOCATED', {}, [UNIT]), false],
  ])('that %s', (_what, of, expected) => {
    expect(concernsUnit(UNIT)(of)).toBe(expected);
  });

  it.each<[TicketEvent, string | null, string | null]>([
    [
      event('DISPATCHED', {
        units: [
          { assignment: 'a1', unit: 'other' },
          { assignment: 'a2', unit: UNIT },
        ],
      }),
      UNIT,
      'a2',
    ],
    [event('COMPLETED', { assignment: 'a1', unit: 'other' }), UNIT, null],
    [event('COMPLETED', { assignment: 'a1', unit: 'other' }), null, 'a1'],
    [event('REPORTED', {}), null, null],
  ])('names the assignment: %#', (of, unit, expected) => {
    expect(assignmentIn(of, unit)).toBe(expected);
  });
});
