import { setTimeout as pause } from 'node:timers/promises';
import type { LiveSource, LiveSourceOptions, StreamPosition } from '@gridlink/event-bus';
import { createSlots } from '@gridlink/subgraph-kit';
import type { CatchUpDeps } from './catch-up.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { liveEventOf } from './live-event.ts';
import { createRecentEvents, type RecentEvents } from './recent-events.ts';

/** Opens the source of events; what it hears goes to the handlers given. */
export type FollowEvents = (
  handlers: Pick<LiveSourceOptions, 'domain' | 'noun' | 'back' | 'onEvent' | 'onBegin'>,
) => LiveSource;

export type HeardEvents = {
  readonly source: LiveSource;
  readonly listeners: Listeners;
  readonly recent: RecentEvents;
  readonly readAfter: CatchUpDeps['readAfter'];
  /** How far events have been heard; null until the stream was reached and read for the first time. */
  position(): StreamPosition | null;
  /** Resolves when there is a position, or when that has taken too long: clients come back the moment a gateway has started. */
  untilHeard(): Promise<void>;
};

export type HeardEventsOptions = {
  readonly follow: FollowEvents;
  /** Events kept in memory. */
  readonly kept: number;
  /** Streams that are read out of the broker's store at the same time. */
  readonly readers: number;
  readonly onHeard: () => void;
  /** The stream was lost and begun anew: nobody can go on where it was. */
  readonly onReplaced: () => void;
};

const BATCH = 500;
const HEARD_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** Every event of tickets, instructions and notifications, heard once for the whole process. */
export function hearEvents({ follow, kept, readers, onHeard, onReplaced }: HeardEventsOptions): HeardEvents {
  const listeners = createListeners();
  const recent = createRecentEvents(kept);
  const slots = createSlots(readers);
  let hasBegun = false;
  let wasCurrent = false;
  const source = follow({
    domain: 'tickets',
    noun: '*',
    back: kept,
    onBegin({ sequence }) {
      recent.begin(sequence);
      if (hasBegun) onReplaced();
      hasBegun = true;
    },
    onEvent(heard) {
      const event = liveEventOf(heard);
      if (!event || !recent.add(event)) return;
      onHeard();
      listeners.tell(event);
    },
  });
  const position = (): StreamPosition | null => {
    // Until then it stands before what is read back, and a new client would be given what happened before it came.
    wasCurrent ||= source.isCurrent();
    return wasCurrent ? (source.position() ?? null) : null;
  };
  const look = async (): Promise<void> => {
    const until = Date.now() + HEARD_WITHIN_MS;
    while (position() === null && Date.now() < until) await pause(LOOK_EVERY_MS, undefined, { ref: false });
  };
  // One look for all who wait.
  let looking: Promise<void> | undefined;
  return {
    source,
    listeners,
    recent,
    readAfter: (position, jurisdiction) => slots.run(() => source.readAfter(position, { jurisdiction, limit: BATCH })),
    position,
    async untilHeard() {
      if (position() !== null) return;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
  };
}
