import { setTimeout } from 'node:timers/promises';
import type { EventEnvelope } from '@gridlink/contracts';
import type { Collection } from 'mongodb';
import type { EventBus } from '../bus/event-bus.ts';
import type { AggregateDocument } from './aggregate-document.ts';
import type { Publisher, PublisherDeps } from './publisher.ts';

export type RelayOptions = PublisherDeps & {
  /** The one that commands publish by: what it is still busy with is not sent a second time. */
  readonly publisher: Publisher;
  readonly collections: readonly Collection<AggregateDocument>[];
  /** Domains whose streams this service owns. */
  readonly domains: readonly string[];
  readonly now?: () => Date;
};

export type OutboxRelay = { sweep(): Promise<number>; stop(): Promise<void> };

const SWEEP_EVERY_MS = 2_000;
/** Younger events are on their way by the command itself. */
const GRACE_MS = 3_000;
const CLAIM = 100;
const REFILL_AT_ONCE = 256;

/** Sends what a crash or a broker's absence left in outboxes, and the whole log again into a stream that is new. */
export async function startOutboxRelay(options: RelayOptions): Promise<OutboxRelay> {
  const { publisher, now = () => new Date() } = options;

  const sweep = async (): Promise<number> => {
    let sent = 0;
    for (const collection of options.collections) {
      const before = new Date(now().getTime() - GRACE_MS);
      const due = await collection
        .find({ pendingSince: { $lt: before } }, { projection: { outbox: 1 } })
        .sort({ pendingSince: 1 })
        .limit(CLAIM)
        .toArray();
      await Promise.all(due.map((document) => publisher.announce(collection, document._id, document.outbox)));
      sent += due.length;
    }
    return sent;
  };

  for (const domain of options.domains) {
    await options.bus.onStreamGeneration(domain, (generation) => refill(options, domain, generation));
  }

  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      // A full claim means that more is waiting: after an outage the backlog goes out at the broker's pace, not at the timer's.
      const sent = await sweep().catch((error: unknown) => {
        options.onProblem('outbox relay', error);
        return 0;
      });
      if (sent >= CLAIM) continue;
      await setTimeout(SWEEP_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();

  return {
    sweep,
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

/** A stream of a generation this database has not seen is empty: consumers skip by sequence what they know already. */
async function refill({ bus, log }: PublisherDeps, domain: string, generation: string): Promise<void> {
  const known = await log.knownGeneration(domain);
  if (known === generation) return;
  if (known !== undefined) {
    let events: EventEnvelope[] = [];
    for await (const event of log.read(domain)) {
      events.push(event);
      if (events.length < REFILL_AT_ONCE) continue;
      await publishInOrder(bus, events);
      events = [];
    }
    await publishInOrder(bus, events);
  }
  await log.rememberGeneration(domain, generation);
}

/** All on their way at once, in their order: the broker acknowledges each when it is on disk, so one after the other a log would take hours. */
async function publishInOrder(bus: EventBus, events: readonly EventEnvelope[]): Promise<void> {
  await Promise.all(events.map((event) => bus.publish(event)));
}

/** Sparse, so that the relay's look is as cheap with a million documents as with ten. */
export async function ensureOutboxIndex(collection: Collection<AggregateDocument>): Promise<void> {
  await collection.createIndex({ pendingSince: 1 }, { sparse: true });
}
