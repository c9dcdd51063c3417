import type { Collection, Db } from 'mongodb';
import type { EventBus } from './bus/event-bus.ts';
import { createNatsBus } from './bus/nats-bus.ts';
import type { AggregateDocument } from './outbox/aggregate-document.ts';
import { createEventLog } from './outbox/event-log.ts';
import { type OutboxRelay, startOutboxRelay } from './outbox/outbox-relay.ts';
import { createPublisher, type Publisher } from './outbox/publisher.ts';
import { createEventStanding, type EventStanding } from './standing.ts';

/** Where a service's events go: the names under which the process's environment says it. */
export type BrokerEnvironment = {
  readonly NATS_URL: string;
  readonly NATS_CREDENTIALS?: string | undefined;
  readonly NATS_REPLICAS: number;
  readonly EVENT_PREFIX: string;
};

export type EventsOptions = {
  /** The service; also the domain whose events it publishes. */
  readonly name: string;
  readonly environment: BrokerEnvironment;
  /** The service's own database, which keeps what was published. */
  readonly db: Db;
  readonly now: () => Date;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** A service's line to the broker and what it has published. */
export type Events = {
  readonly bus: EventBus;
  readonly publisher: Publisher;
  /** What waits and what is parked, for the operator; nothing waits as far as it is known before the relay runs. */
  readonly standing: EventStanding;
  /** Sends on what a crash or an absence of the broker left in these collections' outboxes. */
  startRelay(collections: readonly Collection<AggregateDocument>[]): Promise<OutboxRelay>;
};

/** Opens both, with the log's indexes made. Closing is the caller's: relay, `publisher.settled()`, `bus.close()`. */
export async function openEvents({ name, environment, db, now, onProblem }: EventsOptions): Promise<Events> {
  const { NATS_URL: url, NATS_CREDENTIALS: credentials, EVENT_PREFIX: prefix, NATS_REPLICAS: replicas } = environment;
  const bus = await createNatsBus({ url, credentials, prefix, replicas, name, onProblem });
  const log = createEventLog(db);
  await log.ensureIndexes();
  const publisher = createPublisher({ bus, log, onProblem });
  let relayed: readonly Collection<AggregateDocument>[] = [];
  return {
    bus,
    publisher,
    standing: createEventStanding(db, () => relayed, now),
    startRelay(collections) {
      relayed = collections;
      return startOutboxRelay({ bus, log, publisher, onProblem, collections, domains: [name], now });
    },
  };
}
