import type { Chance } from '@gridlink/bench';
import type { EventEnvelope } from '@gridlink/contracts';

/** One event on its way to every consumer; copy 1 goes under the event's own id, the others as a broker brings them that has forgotten it. */
export type Delivery = { readonly event: EventEnvelope; readonly copy: number };

const MOST_COPIES = 5;
/** How far a copy comes from its place among the others, either way. */
const NEAR = 60;
/** Of a hundred copies so many come whenever they like, long after the rest. */
const FAR_OF_HUNDRED = 10;

/** As they happened: each aggregate's in its order. */
export const inOrder = (events: readonly EventEnvelope[]): EventEnvelope[] =>
  events.toSorted((a, b) => a.time.localeCompare(b.time) || a.sequence - b.sequence);

/** Every event once, as it happened. */
export const cleanly = (events: readonly EventEnvelope[]): Delivery[] =>
  inOrder(events).map((event) => ({ event, copy: 1 }));

/** Every event one to five times, out of order, some copies when all others are long gone. */
export function disturbed(events: readonly EventEnvelope[], chance: Chance): Delivery[] {
  const placed = inOrder(events).flatMap((event, place) =>
    Array.from({ length: chance.int(1, MOST_COPIES) }, (_, index) => {
      const isFar = chance.int(1, 100) <= FAR_OF_HUNDRED;
      const at = place + (isFar ? chance.int(0, events.length) : chance.int(-NEAR, NEAR));
      return { delivery: { event, copy: index + 1 }, at };
    }),
  );
  return placed.toSorted((a, b) => a.at - b.at).map(({ delivery }) => delivery);
}
