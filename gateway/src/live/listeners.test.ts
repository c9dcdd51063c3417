import { describe, expect, it } from '@jest/globals';
import { createListeners, type Interest, type Listener } from './listeners.ts';
import type { TicketEvent } from './live-event.ts';
import type { Reach } from './reach.ts';

const event = (jurisdiction: string, seenBy?: readonly string[]): TicketEvent =>
  ({ noun: 'ticket', jurisdiction, ticket: { id: 't1', code: 'c1', seenBy } }) as unknown as TicketEvent;
const places = (...names: string[]): Reach => ({ kind: 'PLACES', jurisdiction: 'here', places: names });

describe('listeners', () => {
  const told = (all: readonly (readonly [Reach, Interest])[], of: TicketEvent): number[] => {
    const heard: number[] = [];
    const listeners = createListeners();
    for (const [index, [reach, interest]] of all.entries()) {
      listeners.add({ reach, interest, hear: () => heard.push(index) });
    }
    listeners.tell(of);
    return heard.sort();
  };
  const WHATEVER = {};

  it.each<[string, TicketEvent, number[]]>([
    ['at a place of it', event('here', ['county', 'town']), [0, 1, 3]],
    ['once at two places of it', event('here', ['town', 'unit']), [1, 3]],
    ['nowhere near', event('here', ['elsewhere']), [3]],
    ['of another jurisdiction', event('there', ['county']), [3]],
    ['of the jurisdiction, where it does not say who may see it', event('here'), [0, 1, 2, 3]],
  ])('hear an event %s', (_where, of, expected) => {
    const reaches = [places('county'), places('town', 'unit'), places(), { kind: 'EVERYTHING' } as const];
    expect(
      told(
        reaches.map((reach) => [reach, WHATEVER] as const),
        of,
      ),
    ).toEqual(expected);
  });

  it.each<[string, Interest, boolean]>([
    ['the ticket', { tickets: ['t0', 't1'] }, true],
    ['another ticket', { tickets: ['t2'] }, false],
    ['the number', { codes: ['c1'] }, true],
    ['another number', { codes: ['c2'] }, false],
    ['a place of it within the reach', { place: 'town' }, true],
    ['another place', { place: 'other town' }, false],
    ['many tickets, which are looked at one by one', { tickets: Array.from({ length: 100 }, String) }, true],
  ])('that ask for %s: %j %s', (_what, interest, expected) => {
    expect(told([[places('county'), interest]], event('here', ['county', 'town'])).length > 0).toBe(expected);
  });

  it('that ask for a ticket hear of it also where it does not say who may see it', () => {
    expect(told([[places('county'), { tickets: ['t1'] }]], event('here'))).toEqual([0]);
  });

  it('hear nothing once they have left', () => {
    const listeners = createListeners();
    let heard = 0;
    const listener: Listener = { reach: places('town'), interest: {}, hear: () => heard++ };
    listeners.add(listener);
    listeners.remove(listener);
    listeners.tell(event('here', ['town']));
    expect(heard).toBe(0);
  });
});
