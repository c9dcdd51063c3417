import type { Reach } from './reach.ts';
import type { TicketEvent } from './ticket-event.ts';

/** Somebody to whom events may matter. */
export type Listener = { readonly reach: Reach; hear(event: TicketEvent): void };

/** Who listens where, so that an event looks only at those who may see its ticket and not at everybody. */
export type Listeners = {
  add(listener: Listener): void;
  remove(listener: Listener): void;
  /** Lets everybody hear an event whom it may concern, each once. */
  tell(event: TicketEvent): void;
};

const EVERYWHERE = '*';

const keysOf = ({ reach }: Listener): readonly string[] =>
  reach.kind === 'EVERYTHING'
    ? [EVERYWHERE]
    : [reach.jurisdiction, ...reach.places.map((place) => `${reach.jurisdiction} ${place}`)];

const keysFor = ({ jurisdiction, ticket: { seenBy } }: TicketEvent): readonly string[] =>
  // Not known who may see it: everybody of the jurisdiction looks.
  seenBy === undefined
    ? [EVERYWHERE, jurisdiction]
    : [EVERYWHERE, ...seenBy.map((place) => `${jurisdiction} ${place}`)];

/** A listener with the last event it was told of: thousands may listen at one place, and a set made for each event would cost the most. */
type Entry = { readonly listener: Listener; told: TicketEvent | null };

export function createListeners(): Listeners {
  const byPlace = new Map<string, Set<Entry>>();
  const entries = new Map<Listener, Entry>();
  return {
    add(listener) {
      const entry: Entry = { listener, told: null };
      entries.set(listener, entry);
      for (const key of keysOf(listener)) byPlace.set(key, (byPlace.get(key) ?? new Set()).add(entry));
    },
    remove(listener) {
      const entry = entries.get(listener);
      entries.delete(listener);
      for (const key of entry ? keysOf(listener) : []) {
        const there = byPlace.get(key);
        if (entry) there?.delete(entry);
        if (there?.size === 0) byPlace.delete(key);
      }
    },
    tell(event) {
      for (const key of keysFor(event)) {
        for (const entry of byPlace.get(key) ?? []) {
          if (entry.told === event) continue;
          entry.told = event;
          entry.listener.hear(event);
        }
      }
    },
  };
}
