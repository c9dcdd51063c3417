import { describe, expect, it } from '@jest/globals';
import { aReport, hoursLater, pack, reported, URBAN } from '../../../test/ticket-story.ts';
import { cutFrom, handedInCells, partsCells } from './splitting.ts';
import type { TicketState } from './ticket.ts';

const ITEM = { code: 'MANHOLE', id: null, title: '井盖' };
const HERE = { longitude: 113.7, latitude: 34.8 };
const METER = 1 / 111_320;

const handedIn = (code: string, more: Partial<TicketState> = {}): TicketState => ({
  ...reported({ code, source: 'DEPARTMENT', item: ITEM, reporter: { ...aReport().reporter, organization: URBAN } }),
  ...more,
});
const north = (meters: number) => ({ address: null, point: { ...HERE, latitude: HERE.latitude + meters * METER } });
const now = handedIn('T2', { reportedAt: hoursLater(24), place: { address: null, point: HERE } });
const before = (more: Partial<TicketState> = {}): TicketState =>
  handedIn('T1', { reportedAt: hoursLater(20), place: north(10), ...more });

describe('[B07] a matter cut into several tickets', () => {
  it.each<[string, TicketState, string | null]>([
    ['of the same hands, item and place a little earlier', before(), 'T1'],
    ['further away', before({ place: north(pack.limits.caps.splitting.radiusMeters + 5) }), null],
    ['longer ago', before({ reportedAt: hoursLater(-1) }), null],
    ['of another item', before({ item: { ...ITEM, code: 'LAMP' } }), null],
    ['of other hands', before({ reporter: { ...before().reporter, organization: 'X' } }), null],
    ['of a resident', before({ source: 'PUBLIC_CHANNEL' }), null],
    ['without a place', before({ place: { address: '文化路', point: null } }), null],
    ['that came later', before({ reportedAt: hoursLater(25) }), null],
    ['itself', now, null],
  ])('is seen by a ticket %s', (_, other, expected) => {
    expect(cutFrom(now, [other], pack)).toBe(expected);
  });

  it('is held against the one just before', () => {
    const nearer = { ...before({ reportedAt: hoursLater(23) }), code: 'T3' };
    expect(cutFrom(now, [before(), nearer], pack)).toBe('T3');
  });

  it('is looked for where its parts can lie, and never among what residents report', () => {
    expect(partsCells(now)).toEqual(expect.arrayContaining([...handedInCells(before())]));
    expect(handedInCells(before())).toHaveLength(1);
    const resident = { ...now, source: 'PUBLIC_CHANNEL' } as const;
    expect([handedInCells(resident), partsCells(resident)]).toEqual([[], []]);
  });

  it('is one person’s where that person is of no body', () => {
    const alone = (code: string, subject: string, hour: number): TicketState =>
      handedIn(code, { reporter: { ...now.reporter, organization: null, subject }, reportedAt: hoursLater(hour) });
    expect(cutFrom(alone('T2', 'worker', 2), [alone('T1', 'worker', 1)], pack)).toBe('T1');
    expect(cutFrom(alone('T2', 'worker', 2), [alone('T1', 'another', 1)], pack)).toBeNull();
  });
});
