import {
  createEventLog,
  createInbox,
  createNatsBus,
  createPublisher,
  type RunningSubscription,
  startOutboxRelay,
} from '@gridlink/event-bus';
import { createWorkingCalendar, loadPacks, type Pack, type WorkingCalendar } from '@gridlink/jurisdiction';
import {
  connectMongo,
  createLogger,
  createMetrics,
  type Logger,
  type SubgraphOptions,
  serveSubgraph,
  typeDefinitionsIn,
} from '@gridlink/subgraph-kit';
import { startAlarmSweeper } from './alarm/alarm-sweeper.ts';
import { type TicketContext, ticketContext } from './context.ts';
import type { Environment } from './environment.ts';
import { createGridDirectory, type GridDocument } from './grid/grid-directory.ts';
import { startGridMap } from './grid/grid-map.ts';
import { startTicketRelocation } from './grid/ticket-relocation.ts';
import { createItemLists } from './item-list/item-lists.ts';
import { createOrganizationDirectory } from './organization/organization-directory.ts';
import { createContactSeal } from './reporter/contact-seal.ts';
import { createQueryCodes } from './reporter/query-code.ts';
import { createRevealLog } from './reporter/reveal-log.ts';
import { resolvers } from './ticket/graphql/resolvers.ts';
import { createTicketRepository } from './ticket/persistence/mongo-ticket-repository.ts';
import type { TicketDeps } from './ticket/use-cases/deps.ts';
import { locateTickets } from './ticket/use-cases/locate-tickets.ts';

export type ServiceOptions = { readonly log?: Logger; readonly now?: () => Date };
export type TicketService = {
  readonly url: string;
  readonly deps: TicketDeps;
  /** Raises what is due now, whatever the interval. */
  sweepAlarms(): Promise<number>;
  /** Resolves when all events of finished commands are with the broker. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

/** Calendars by pack, each made once. */
function calendars(): (pack: Pack) => WorkingCalendar {
  const made = new Map<string, WorkingCalendar>();
  return (pack) => {
    const calendar = made.get(pack.code) ?? createWorkingCalendar(pack);
    made.set(pack.code, calendar);
    return calendar;
  };
}

/** Wires the whole service; the only place that sees everything. */
export async function startService(environment: Environment, options: ServiceOptions = {}): Promise<TicketService> {
  const log = options.log ?? createLogger('tickets', environment.LOG_LEVEL);
  const now = options.now ?? (() => new Date());
  const onProblem = (message: string, error: unknown): void => log.warn({ error: String(error) }, message);
  const metrics = createMetrics('tickets');
  const packs = loadPacks();
  const connection = await connectMongo(environment.MONGODB_URI, environment.MONGODB_DATABASE, metrics);
  const db = connection.getClient().db(environment.MONGODB_DATABASE);
  const bus = await createNatsBus({
    url: environment.NATS_URL,
    credentials: environment.NATS_CREDENTIALS,
    prefix: environment.EVENT_PREFIX,
    replicas: environment.NATS_REPLICAS,
    name: 'tickets',
    onProblem,
  });
  const eventLog = createEventLog(db);
  const publisher = createPublisher({ bus, log: eventLog, onProblem });
  const tickets = createTicketRepository(connection, publisher);
  const organizations = createOrganizationDirectory(connection);
  const itemLists = createItemLists(connection);
  const grids = createGridDirectory(connection, now);
  const reveals = createRevealLog(connection);
  await Promise.all([
    tickets.ensureIndexes(),
    itemLists.ensureIndexes(),
    grids.ensureIndexes(),
    reveals.ensureIndexes(),
    eventLog.ensureIndexes(),
  ]);
  const gridMap = await startGridMap(grids, onProblem);
  const deps: TicketDeps = {
    tickets,
    organizations,
    itemLists,
    grids,
    gridMap,
    packs,
    calendarOf: calendars(),
    contactSeal: createContactSeal(environment.PERSONAL_DATA_KEY),
    queryCodes: createQueryCodes(environment.PERSONAL_DATA_KEY),
    reveals,
  };
  const relocation = startTicketRelocation({
    jurisdictions: packs.keys(),
    locate: (jurisdiction) => locateTickets(deps, jurisdiction, now()),
    onProblem,
  });
  const afterGridChanged = async (grid: GridDocument): Promise<void> => {
    gridMap.take(grid);
    relocation.mark(grid.jurisdiction);
  };
  const inbox = createInbox({ db, bus, onProblem, now });
  const relay = await startOutboxRelay({
    bus,
    log: eventLog,
    onProblem,
    collections: [tickets.collection],
    domains: ['tickets'],
    now,
  });
  const consumers: RunningSubscription[] = await Promise.all([
    inbox.consume({ name: 'tickets-grids', domain: 'grid', noun: 'grid', handlers: grids.handlers(afterGridChanged) }),
    inbox.consume({ name: 'tickets-item-lists', domain: 'grid', noun: 'item-list', handlers: itemLists.handlers }),
    inbox.consume({
      name: 'tickets-organizations',
      domain: 'personnel',
      noun: 'organization',
      handlers: organizations.handlers,
    }),
  ]);
  const sweeper = startAlarmSweeper({ deps, now, everyMs: environment.ALARM_INTERVAL_MS, onProblem });
  const front = await serveSubgraph({
    name: 'tickets',
    typeDefs: typeDefinitionsIn(import.meta.dirname),
    resolvers: resolvers as unknown as SubgraphOptions<TicketContext>['resolvers'],
    host: environment.HOST,
    port: environment.PORT,
    gatewayKeys: environment.GATEWAY_JWKS,
    log,
    metrics,
    now,
    contextFor: ticketContext(deps),
    readiness: [() => connection.getClient().db().command({ ping: 1 }), () => bus.ping()],
  });
  return {
    url: front.url,
    deps,
    sweepAlarms: () => sweeper.sweep(),
    settled: () => publisher.settled(),
    async stop() {
      // Callers first, then the workers, then what they stand on.
      await front.stop();
      await sweeper.stop();
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await relocation.stop();
      await relay.stop();
      await gridMap.stop();
      await publisher.settled();
      await bus.close();
      await connection.close();
    },
  };
}
