import type { LiveEvent } from './live-event.ts';

/** The newest events in memory, so that a client that comes back after a moment costs the broker nothing. */
export type RecentEvents = {
  /** Forgets everything; from now on all events behind `sequence` are known. */
  begin(sequence: number): void;
  /** False for an event that is here already: a publisher that crashed may have published it twice. */
  add(event: LiveEvent): boolean;
  /** All events behind a sequence, oldest first, or null when some of them may have been forgotten. */
  after(sequence: number): readonly LiveEvent[] | null;
};

export function createRecentEvents(limit: number): RecentEvents {
  let events: LiveEvent[] = [];
  let known = new Set<string>();
  /** Everything behind it is here. */
  let floor = Number.POSITIVE_INFINITY;

  const forgetOldest = (): void => {
    // Half at once: taking one from the front for each that comes would move all of them every time.
    const forgotten = events.slice(0, Math.ceil(limit / 2));
    events = events.slice(forgotten.length);
    for (const { id } of forgotten) known.delete(id);
    floor = forgotten.at(-1)?.sequence ?? floor;
  };

  return {
    begin(sequence) {
      events = [];
      known = new Set();
      floor = sequence;
    },
    add(event) {
      if (known.has(event.id)) return false;
      if (events.length >= limit) forgetOldest();
      known.add(event.id);
      events.push(event);
      return true;
    },
    after(sequence) {
      if (sequence < floor) return null;
      return events.slice(firstAfter(events, sequence));
    },
  };
}

/** Index of the first event behind a sequence. */
function firstAfter(events: readonly LiveEvent[], sequence: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.sequence ?? 0) <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}
