import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  aReport,
  inAcceptance,
  inHandling,
  isClosed,
  MORNING,
  pack,
  reported,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import { cellsAround, distance, isLikelyDuplicate, type OtherTicket, ownCells } from './merging.ts';

const INTO = '41010020260302000002';
const MERGE: TicketCommand = { type: 'mergeTicket', into: INTO, words: '同一事项' };
const other: OtherTicket = { ...inHandling, code: INTO };

/** A report as many meters to the north. */
const northOf = (meters: number, more: object = {}): OtherTicket => {
  const place = { address: null, point: { longitude: 113.7, latitude: 34.8 + meters / 111_195 } };
  return reported({ ...aReport({ code: INTO, place }), ...more });
};
const here = reported({ topic: '市政' });

describe('merging', () => {
  it('[E03] ends the ticket and says which one goes on', () => {
    const merged = after(inAcceptance, [actors.town, MERGE], MORNING, { other });
    expect([merged.stage, merged.mergedInto]).toEqual(['MERGED', INTO]);
  });

  it.each([
    ['a ticket nobody knows', null, 'OTHER_UNKNOWN'],
    ['itself', { ...other, code: inAcceptance.code }, 'OTHER_UNKNOWN'],
    ['one of another jurisdiction', { ...other, jurisdiction: 'puyang' }, 'OTHER_UNKNOWN'],
    ['one that has ended', { ...isClosed, code: INTO }, 'OTHER_ENDED'],
  ])('is not into %s', (_, into, kind) => {
    expect(verdict(inAcceptance, [actors.town, MERGE], MORNING, { other: into })).toBe(kind);
  });

  it('[E03] is the reporter’s too, where both are of one place and kind', () => {
    expect([
      verdict(here, [actors.reporter, MERGE], MORNING, { other: northOf(50, { topic: '市政' }) }),
      verdict(here, [actors.reporter, MERGE], MORNING, { other: northOf(5_000, { topic: '市政' }) }),
    ]).toEqual(['DECIDED', 'OTHER_UNKNOWN']);
  });

  it('is not a stranger’s', () => {
    expect(verdict(inAcceptance, [actors.passerBy, MERGE], MORNING, { other })).toBe('NOT_ALLOWED');
  });
});

describe('a likely duplicate', () => {
  it.each([
    ['near and alike', northOf(90, { topic: '市政' }), true],
    ['too far', northOf(110, { topic: '市政' }), false],
    ['of another kind', northOf(10, { topic: '噪声' }), false],
    ['of another week', { ...northOf(10, { topic: '市政' }), reportedAt: new Date(+MORNING - 8 * 86_400_000) }, false],
    ['nowhere', reported({ code: INTO, topic: '市政', place: { address: 'x', point: null } }), false],
  ])('[E03] that is %s: %s', (_, candidate, expected) => {
    expect(isLikelyDuplicate(here, candidate, pack)).toBe(expected);
  });

  it('lies in a cell that is looked into, wherever in the cells the two points are', () => {
    for (let meters = 0; meters <= 600; meters += 7) {
      const one = { ...here, place: northOf(meters).place };
      const two = { ...here, place: northOf(meters + 99).place };
      expect(cellsAround(one)).toEqual(expect.arrayContaining([...ownCells(two)]));
    }
  });

  it('is measured on the sphere', () => {
    // A degree of latitude is 111.2 km.
    expect(distance({ longitude: 113, latitude: 34 }, { longitude: 113, latitude: 35 })).toBeCloseTo(111_195, -1);
  });
});
