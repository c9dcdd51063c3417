import { type LiveEvent, seenByOf } from './live-event.ts';
import type { Reach } from './reach.ts';

/** What a listener asks for, as far as it can be looked up; it hears nothing else. */
export type Interest = {
  readonly tickets?: readonly string[];
  readonly codes?: readonly string[];
  /** A division, an organization or a grid. */
  readonly place?: string;
};

/** Somebody to whom events may matter. What it is told may still lie outside its reach or its wishes. */
export type Listener = { readonly reach: Reach; readonly interest: Interest; hear(event: LiveEvent): void };

/** Who listens where, so that an event looks only at those to whom it may matter: thousands may be able to see its ticket. */
export type Listeners = {
  add(listener: Listener): void;
  remove(listener: Listener): void;
  /** Lets everybody hear an event to whom it may matter, each once. */
  tell(event: LiveEvent): void;
};

const EVERYWHERE = '*';

/** More names than this cost more to keep than they spare. */
const FEW = 20;

const ticketKey = (id: string): string => `ticket ${id}`;
const codeKey = (code: string): string => `code ${code}`;

/** The narrowest keys that miss nothing. */
function keysOf({ reach, interest: { tickets, codes, place } }: Listener): readonly string[] {
  if (tickets && tickets.length <= FEW) return tickets.map(ticketKey);
  if (codes && codes.length <= FEW) return codes.map(codeKey);
  if (reach.kind === 'EVERYTHING') return [EVERYWHERE];
  const places = place === undefined ? reach.places : [place];
  return [reach.jurisdiction, ...places.map((each) => `${reach.jurisdiction} ${each}`)];
}

function keysFor(event: LiveEvent): readonly string[] {
  const { jurisdiction } = event;
  // Not known who may see it: everybody of the jurisdiction looks.
  const places = seenByOf(event)?.map((place) => `${jurisdiction} ${place}`) ?? [jurisdiction];
  if (event.noun !== 'ticket') return [EVERYWHERE, ...places];
  return [EVERYWHERE, ticketKey(event.ticket.id), codeKey(event.ticket.code), ...places];
}

/** A listener with the last event it was told of: thousands may listen at one place, and a set made for each event would cost the most. */
type Entry = { readonly listener: Listener; told: LiveEvent | null };

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
