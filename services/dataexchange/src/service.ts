import { wholeDivisionCode } from '@gridlink/contracts';
import {
  type AggregateDocument,
  createAggregateStore,
  createEventLog,
  createInbox,
  createNatsBus,
  createPublisher,
  type EventBus,
  ensureOutboxIndex,
  startOutboxRelay,
} from '@gridlink/event-bus';
import { createWorkingCalendar, loadPacks, type Packs } from '@gridlink/jurisdiction';
import {
  connectMongo,
  createLogger,
  createMetrics,
  type Logger,
  serveSubgraph,
  typeDefinitionsIn,
} from '@gridlink/subgraph-kit';
import type { Collection, Db } from 'mongodb';
import type { Connection } from 'mongoose';
import { auditCollection, createAuditLog } from './audit/persistence/audit-log.ts';
import { createAuditRepository, ensureAuditIndexes } from './audit/persistence/audit-repository.ts';
import { contextFor, type DataexchangeContext, type Dependencies } from './context.ts';
import type { Environment } from './environment.ts';
import { gridConsumer } from './grid/events/after-grid-published.ts';
import { createKnownGrids } from './grid/persistence/known-grids.ts';
import { createBatches } from './record/persistence/batches.ts';
import { recordModels } from './record/persistence/record-documents.ts';
import { createRecordRepository, ensureRecordIndexes } from './record/persistence/record-repository.ts';
import { createRecordWriter } from './record/persistence/write-records.ts';
import { resolvers } from './resolvers.ts';
import { resourceModel } from './resource/persistence/resource-document.ts';
import { createResourceRepository, ensureResourceIndexes } from './resource/persistence/resource-repository.ts';
import { reviewDueAt } from './share/domain/review-due.ts';
import { shareModel } from './share/persistence/share-document.ts';
import { createShareRepository, ensureShareIndexes } from './share/persistence/share-repository.ts';
import { ticketConsumer } from './ticket/events/after-ticket-changed.ts';
import { createKnownTickets } from './ticket/persistence/known-tickets.ts';

export type ServiceOptions = {
  readonly log?: Logger;
  readonly now?: () => Date;
  readonly packs?: Packs;
};

export type RunningDataexchange = { readonly url: string; stop(): Promise<void> };

const AGGREGATES = ['resources', 'shares', 'batches'] as const;

/** When a request is to be answered, by the calendar of the jurisdiction's pack; calendars are made once. */
function reviewDueBy(packs: Packs): Dependencies['reviewDue'] {
  const calendars = new Map([...packs].map(([code, pack]) => [code, createWorkingCalendar(pack)]));
  return (jurisdiction, now) => {
    const calendar = calendars.get(jurisdiction);
    if (!calendar) throw new Error(`there is no pack for the jurisdiction ${jurisdiction}`);
    return reviewDueAt(calendar, now);
  };
}

/** True when an area is all of a jurisdiction's territory, as its pack draws it. */
const coversBy =
  (packs: Packs) =>
  (jurisdiction: string, area: string): boolean =>
    packs.get(jurisdiction)?.territory.prefixes.some((prefix) => wholeDivisionCode(prefix) === area) ?? false;

type Stores = { readonly db: Db; readonly connection: Connection };

async function ensureIndexes({ db, connection }: Stores): Promise<void> {
  await ensureResourceIndexes(resourceModel(connection));
  await ensureShareIndexes(shareModel(connection));
  await ensureRecordIndexes(recordModels(connection));
  await ensureAuditIndexes(auditCollection(db));
  await createKnownGrids(db).ensureIndexes();
  await createEventLog(db).ensureIndexes();
  for (const name of AGGREGATES) await ensureOutboxIndex(db.collection<AggregateDocument>(name));
}

function assemble(
  { db, connection }: Stores,
  { packs, publisher }: { packs: Packs; publisher: ReturnType<typeof createPublisher> },
): Dependencies {
  const models = recordModels(connection);
  const store = <T extends AggregateDocument>(name: (typeof AGGREGATES)[number]) =>
    createAggregateStore<T>(db.collection<T>(name) as unknown as Collection<T>, publisher);
  return {
    resources: createResourceRepository(resourceModel(connection)),
    resourceStore: store('resources'),
    shares: createShareRepository(shareModel(connection)),
    shareStore: store('shares'),
    records: createRecordRepository(models),
    recordWriter: createRecordWriter(models),
    batches: createBatches(models),
    batchStore: store('batches'),
    audit: createAuditLog(auditCollection(db)),
    auditEntries: createAuditRepository(auditCollection(db), coversBy(packs)),
    grids: createKnownGrids(db),
    tickets: createKnownTickets(db),
    reviewDue: reviewDueBy(packs),
  };
}

type Reactions = { readonly db: Db; readonly bus: EventBus; readonly deps: Dependencies; readonly now: () => Date };

async function startConsumers({ db, bus, deps, now }: Reactions, onProblem: (message: string, error: unknown) => void) {
  const inbox = createInbox({ db, bus, onProblem, now });
  const running = [
    await inbox.consume(gridConsumer(deps.grids)),
    await inbox.consume(ticketConsumer({ ...deps, now })),
  ];
  return async () => {
    await Promise.all(running.map((consumer) => consumer.stop()));
  };
}

/** Starts everything and says where it listens; `stop` ends it in the reverse order, requests first. */
export async function startService(
  environment: Environment,
  {
    log = createLogger('dataexchange', environment.LOG_LEVEL),
    now = () => new Date(),
    packs = loadPacks(),
  }: ServiceOptions = {},
): Promise<RunningDataexchange> {
  const onProblem = (message: string, error: unknown): void => log.warn({ error: String(error) }, message);
  const metrics = createMetrics('dataexchange');
  const connection = await connectMongo(environment.MONGODB_URI, environment.MONGODB_DATABASE, metrics);
  const db = connection.getClient().db(environment.MONGODB_DATABASE);
  await ensureIndexes({ db, connection });
  const bus = await createNatsBus({
    url: environment.NATS_URL,
    credentials: environment.NATS_CREDENTIALS,
    prefix: environment.EVENT_PREFIX,
    name: 'dataexchange',
    replicas: environment.NATS_REPLICAS,
    onProblem,
  });
  const eventLog = createEventLog(db);
  const publisher = createPublisher({ bus, log: eventLog, onProblem });
  const deps = assemble({ db, connection }, { packs, publisher });
  const collections = AGGREGATES.map((name) => db.collection<AggregateDocument>(name));
  const relay = await startOutboxRelay({ bus, log: eventLog, onProblem, collections, domains: ['dataexchange'], now });
  const stopConsumers = await startConsumers({ db, bus, deps, now }, onProblem);
  const front = await serveSubgraph<DataexchangeContext>({
    name: 'dataexchange',
    typeDefs: typeDefinitionsIn(import.meta.dirname),
    resolvers: resolvers as never,
    host: environment.HOST,
    port: environment.PORT,
    gatewayKeys: environment.GATEWAY_JWKS,
    log,
    metrics,
    contextFor: contextFor(deps),
    readiness: [() => db.command({ ping: 1 }), () => bus.ping()],
    now,
  });

  return {
    url: front.url,
    async stop() {
      await front.stop();
      await stopConsumers();
      await relay.stop();
      await publisher.settled();
      await bus.close();
      await connection.close();
    },
  };
}
