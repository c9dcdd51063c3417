import { describe, expect, it } from '@jest/globals';
import { createListeners, type Listener } from './listeners.ts';
import type { Reach } from './reach.ts';
import type { TicketEvent } from './ticket-event.ts';

const event = (jurisdiction: string, seenBy?: readonly string[]): TicketEvent =>
  ({ jurisdiction, ticket: { seenBy } }) as unknown as TicketEvent;
const places = (...names: string[]): Reach => ({ kind: 'PLACES', jurisdiction: 'here', places: names });

describe('listeners', () => {
  const told = (reaches: readonly Reach[], of: TicketEvent): number[] => {
    const heard: number[] = [];
    const listeners = createListeners();
    for (const [index, reach] of reaches.entries()) listeners.add({ reach, hear: () => heard.push(index) });
    listeners.tell(of);
    return heard.sort();
  };

  it.each<[string, TicketEvent, number[]]>([
    ['at a place of it', event('here', ['county', 'town']), [0, 1, 3]],
    ['once at two places of it', event('here', ['town', 'unit']), [1, 3]],
    ['nowhere near', event('here', ['elsewhere']), [3]],
    ['of another jurisdiction', event('there', ['county']), [3]],
    ['of the jurisdiction, where it does not say who may see it', event('here'), [0, 1, 2, 3]],
  ])('hear an event %s', (_where, of, expected) => {
    expect(told([places('county'), places('town', 'unit'), places(), { kind: 'EVERYTHING' }], of)).toEqual(expected);
  });

  it('hear nothing once they have left', () => {
    const listeners = createListeners();
    let heard = 0;
    const listener: Listener = { reach: places('town'), hear: () => heard++ };
    listeners.add(listener);
    listeners.remove(listener);
    listeners.tell(event('here', ['town']));
    expect(heard).toBe(0);
  });
});
