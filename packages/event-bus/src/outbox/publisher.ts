import type { EventEnvelope } from '@gridlink/contracts';
import type { Collection } from 'mongodb';
import type { EventBus } from '../bus/event-bus.ts';
import { gathered } from '../gathered.ts';
import type { AggregateDocument } from './aggregate-document.ts';
import type { EventLog } from './event-log.ts';

export type PublisherDeps = {
  readonly bus: EventBus;
  readonly log: EventLog;
  readonly onProblem: (message: string, error: unknown) => void;
};

export type Publisher = {
  /**
   * Publishes in order and, once the broker has them, takes them out of the document's outbox; waits for those that are on their way already.
   * Never throws: the relay tries again.
   */
  announce(collection: Collection<AggregateDocument>, id: string, events: readonly EventEnvelope[]): Promise<void>;
  /** Waits until everything announced so far is published and cleared, or has failed. */
  settled(): Promise<void>;
};

type Cleared = {
  readonly collection: Collection<AggregateDocument>;
  readonly id: string;
  readonly events: readonly EventEnvelope[];
};

/** Nobody waits for it, and each round is synced once however many it clears. */
const CLEAR_EVERY_MS = 100;

/** Documents of one update. */
const CLEARED_AT_ONCE = 200;

/**
 * Takes published events out of outboxes without touching events written meanwhile. One update for all of them: an event is in one outbox
 * only, and a server that syncs each update by itself takes a quarter of the time.
 */
async function clear(collection: Cleared['collection'], entries: readonly Cleared[]): Promise<void> {
  const eventIds = entries.flatMap(({ events }) => events.map(({ id }) => id));
  const remaining = { $filter: { input: '$outbox', cond: { $not: [{ $in: ['$$this.id', eventIds] }] } } };
  await collection.updateMany({ _id: { $in: [...new Set(entries.map(({ id }) => id))] } }, [
    { $set: { outbox: remaining } },
    { $set: { pendingSince: { $cond: [{ $eq: [{ $size: '$outbox' }, 0] }, '$$REMOVE', '$pendingSince'] } } },
  ]);
}

/** Publishes what guarded writes stored; clearing is gathered for a tenth of a second so that it costs a fraction of a write each. */
export function createPublisher({ bus, log, onProblem }: PublisherDeps): Publisher {
  /** What is on its way or not yet cleared, by the event. */
  const underWay = new Map<string, Promise<void>>();
  /** The publishing under way for each document: its next write waits for it, so that one process never overtakes itself. */
  const publishing = new Map<string, Promise<void>>();

  const publishInTurn = async ({ collection, id, events }: Cleared): Promise<void> => {
    const key = `${collection.collectionName}/${id}`;
    const before = publishing.get(key);
    const turn = (async () => {
      await before;
      for (const event of events) await bus.publish(event);
    })();
    // An earlier write that could not be published holds up nobody: the relay sends it, consumers order by sequence.
    const over = turn.catch(() => undefined);
    publishing.set(key, over);
    await turn.finally(() => {
      if (publishing.get(key) === over) publishing.delete(key);
    });
  };

  const clearSoon = gathered<Cleared>(CLEAR_EVERY_MS, async (batch) => {
    // The log first: an event leaves the outbox only when it can be published again from somewhere else.
    await log.append(batch.flatMap((entry) => entry.events));
    const byCollection = Map.groupBy(batch, (entry) => entry.collection);
    for (const [collection, entries] of byCollection) {
      for (let from = 0; from < entries.length; from += CLEARED_AT_ONCE)
        await clear(collection, entries.slice(from, from + CLEARED_AT_ONCE));
    }
  });

  const publishAll = async (entry: Cleared): Promise<void> => {
    try {
      await publishInTurn(entry);
      await clearSoon([entry]);
    } catch (error) {
      onProblem(`events of ${entry.id} stay in its outbox, the relay will send them`, error);
    }
  };

  const begin = (entry: Cleared): void => {
    const work = publishAll(entry).finally(() => {
      for (const { id } of entry.events) underWay.delete(id);
    });
    for (const { id } of entry.events) underWay.set(id, work);
  };

  return {
    async announce(collection, id, events) {
      const fresh = events.filter((event) => !underWay.has(event.id));
      if (fresh.length > 0) begin({ collection, id, events: fresh });
      await Promise.all(events.map((event) => underWay.get(event.id)));
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}
