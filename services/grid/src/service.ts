import { randomUUID } from 'node:crypto';
import { openEvents } from '@gridlink/event-bus';
import { loadPacks } from '@gridlink/jurisdiction';
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
import { gridContext, type ServiceDeps } from './context.ts';
import type { Environment } from './environment.ts';
import { openPersistence } from './persistence.ts';
import { openAtlas } from './place/atlas.ts';
import { keepFresh } from './place/keep-fresh.ts';
import { resolvers } from './resolvers.ts';

export type ServiceOptions = { readonly log?: Logger; readonly now?: () => Date };

export type GridService = {
  readonly url: string;
  /** Where /metrics and /ready with its reasons are. */
  readonly operatorUrl: string;
  readonly deps: ServiceDeps;
  /** Resolves when all events of finished commands are with the broker. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

/** Wires the whole service; the only place that sees everything. */
export async function startService(environment: Environment, options: ServiceOptions = {}): Promise<GridService> {
  const log = options.log ?? createLogger('grid', environment.LOG_LEVEL);
  const now = options.now ?? (() => new Date());
  const onProblem = (message: string, error: unknown): void => log.warn({ error: String(error) }, message);
  const metrics = createMetrics('grid');
  const packs = loadPacks();
  const connection = await connectDatabase(environment, metrics);
  const events = await openEvents({ name: 'grid', environment, db: databaseOf(connection), now, onProblem });
  const { bus, publisher } = events;
  showEventMetrics(metrics.registry, events.standing);
  const { collections, ...repositories } = await openPersistence(connection, publisher);
  const atlas = await openAtlas({ ...repositories, now });
  const freshness = keepFresh(atlas, log);
  const relay = await events.startRelay(collections);
  const deps: ServiceDeps = { ...repositories, packs, atlas, newId: randomUUID };
  const front = await serveSubgraph({
    name: 'grid',
    typeDefs: typeDefinitionsIn(import.meta.dirname),
    resolvers: resolvers as unknown as Parameters<typeof serveSubgraph>[0]['resolvers'],
    ...listeningOf(environment),
    gatewayKeys: environment.GATEWAY_JWKS as Parameters<typeof serveSubgraph>[0]['gatewayKeys'],
    log,
    metrics,
    now,
    contextFor: gridContext(deps),
    // The broker is left out on purpose: without it commands are still stored and their events follow.
    readiness: [
      { name: 'database', ping: () => databaseOf(connection).command({ ping: 1 }) },
      { name: 'atlas', ping: freshness.check },
    ],
  });
  return {
    url: front.url,
    operatorUrl: front.operators?.url ?? '',
    deps,
    settled: () => publisher.settled(),
    async stop() {
      // Callers first, then the workers, then what they stand on.
      await front.stop();
      await freshness.stop();
      await relay.stop();
      await publisher.settled();
      await bus.close();
      await connection.close();
    },
  };
}
