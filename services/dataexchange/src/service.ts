import { wholeDivisionCode } from '@gridlink/contracts';
import { type AggregateDocument, connectNats, createInbox, type EventBus, openEvents } from '@gridlink/event-bus';
import { loadPacks, type Packs } from '@gridlink/jurisdiction';
import {
  createLogger,
  createMetrics,
  type Logger,
  listeningOf,
  serveSubgraph,
  showEventMetrics,
  typeDefinitionsIn,
} from '@gridlink/subgraph-kit';
import { connectDatabase, databaseOf } from '@gridlink/subgraph-kit/mongo';
import type { Db } from 'mongodb';
import { AGGREGATES, assemble, ensureIndexes } from './assemble.ts';
import { startSealing } from './audit/seal-chains.ts';
import { contextFor, type DataexchangeContext, type Dependencies } from './context.ts';
import type { Environment } from './environment.ts';
import { startFeedGate } from './feed/broker/feed-gate.ts';
import { createOpenFeeds } from './feed/broker/open-feeds.ts';
import { gridConsumer } from './grid/events/after-grid-published.ts';
import { resolvers } from './resolvers.ts';
import { shareConsumer } from './share/events/after-share-changed.ts';
import { ticketConsumer } from './ticket/events/after-ticket-changed.ts';

export type ServiceOptions = {
  readonly log?: Logger;
  readonly now?: () => Date;
  readonly packs?: Packs;
};

export type RunningDataexchange = { readonly url: string; stop(): Promise<void> };

type Reactions = { readonly db: Db; readonly bus: EventBus; readonly deps: Dependencies; readonly now: () => Date };
type OnProblem = (message: string, error: unknown) => void;

async function startConsumers({ db, bus, deps, now }: Reactions, onProblem: OnProblem) {
  const inbox = createInbox({ db, bus, onProblem, now });
  const running = [
    await inbox.consume(gridConsumer(deps.grids)),
    await inbox.consume(ticketConsumer({ ...deps, now })),
    await inbox.consume(shareConsumer({ ...deps, now })),
  ];
  return async () => {
    await Promise.all(running.map((consumer) => consumer.stop()));
  };
}

/** Chains are sealed where there is a key; that there is none is said once. */
function seal(
  deps: Dependencies,
  { environment, packs, now }: Pick<Parameters<typeof assemble>[1], 'environment' | 'packs' | 'now'>,
  onProblem: OnProblem,
) {
  const { sealer } = deps;
  if (!sealer) return void onProblem('audit chains are not sealed', 'AUDIT_KEY is not set');
  const territories = [...packs].map(([jurisdiction, { territory }]) => ({
    jurisdiction,
    division: wholeDivisionCode(territory.prefixes[0] ?? ''),
  }));
  return startSealing(
    { ...deps, sealer },
    { territories, everyMs: environment.AUDIT_SEAL_SECONDS * 1_000, now, onProblem },
  );
}

/** Starts everything and says where it listens; `stop` ends it in the reverse order, requests first. */
export async function startService(
  environment: Environment,
  options: ServiceOptions = {},
): Promise<RunningDataexchange> {
  const {
    log = createLogger('dataexchange', environment.LOG_LEVEL),
    now = () => new Date(),
    packs = loadPacks(),
  } = options;
  const onProblem: OnProblem = (message, error) => log.warn({ error: String(error) }, message);
  const metrics = createMetrics('dataexchange');
  const connection = await connectDatabase(environment, metrics);
  const db = databaseOf(connection);
  await ensureIndexes({ db, connection });
  // The feeds have a connection of their own, so that a busy department slows no other service's events.
  const events = await openEvents({ name: 'dataexchange', environment, db, now, onProblem });
  const { bus, publisher } = events;
  showEventMetrics(metrics.registry, events.standing);
  const feeds = await connectNats({
    url: environment.NATS_URL,
    credentials: environment.NATS_FEEDS_CREDENTIALS ?? environment.NATS_CREDENTIALS,
    name: 'feeds',
  });
  const deps = await assemble({ db, connection, feeds }, { environment, packs, publisher, now, onProblem });
  const collections = AGGREGATES.map((name) => db.collection<AggregateDocument>(name));
  const relay = await events.startRelay(collections);
  const stopConsumers = await startConsumers({ db, bus, deps, now }, onProblem);
  const sealing = seal(deps, { environment, packs, now }, onProblem);
  const gate = startFeedGate({ connection: feeds, naming: deps.naming, isOpen: createOpenFeeds(deps), onProblem });
  const front = await serveSubgraph<DataexchangeContext>({
    name: 'dataexchange',
    typeDefs: typeDefinitionsIn(import.meta.dirname),
    resolvers: resolvers as never,
    ...listeningOf(environment),
    gatewayKeys: environment.GATEWAY_JWKS,
    log,
    metrics,
    contextFor: contextFor(deps),
    readiness: [
      { name: 'database', ping: () => db.command({ ping: 1 }) },
      { name: 'broker', ping: () => bus.ping() },
    ],
    now,
  });

  return {
    url: front.url,
    async stop() {
      await front.stop();
      await gate.stop();
      await sealing?.stop();
      await stopConsumers();
      await deps.feedRelay.stop();
      await relay.stop();
      await publisher.settled();
      await feeds.drain().catch(() => feeds.close());
      await bus.close();
      await connection.close();
    },
  };
}
