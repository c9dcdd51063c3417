import type { Reach } from './reach.ts';
import type { TicketEvent } from './ticket-event.ts';

/** Somebody to whom events may matter. */
export type Listener = { readonly reach: Reach; hear(event: TicketEvent): void };

/** Who listens where, so that an event looks only at those who may see its ticket and not at everybody. */
export type Listeners = {
  add(listener: Listener): void;
  remove(listener: Listener): void;
  /** Everybody an event may concern, each once. */
  of(event: TicketEvent): ReadonlySet<Listener>;
};

const EVERYWHERE = '*';

export function createListeners(): Listeners {
  const byPlace = new Map<string, Set<Listener>>();

  const keysOf = ({ reach }: Listener): readonly string[] =>
    reach.kind === 'EVERYTHING'
      ? [EVERYWHERE]
      : [reach.jurisdiction, ...reach.places.map((place) => `${reach.jurisdiction} ${place}`)];

  const keysFor = ({ jurisdiction, ticket: { seenBy } }: TicketEvent): readonly string[] =>
    // Not known who may see it: everybody of the jurisdiction looks.
    seenBy === undefined
      ? [EVERYWHERE, jurisdiction]
      : [EVERYWHERE, ...seenBy.map((place) => `${jurisdiction} ${place}`)];

  return {
    add(listener) {
      for (const key of keysOf(listener)) byPlace.set(key, (byPlace.get(key) ?? new Set()).add(listener));
    },
    remove(listener) {
      for (const key of keysOf(listener)) {
        const there = byPlace.get(key);
        there?.delete(listener);
        if (there?.size === 0) byPlace.delete(key);
      }
    },
    of(event) {
      const found = new Set<Listener>();
      for (const key of keysFor(event)) for (const listener of byPlace.get(key) ?? []) found.add(listener);
      return found;
    },
  };
}
