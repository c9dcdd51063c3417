import {
  type AggregateDocument,
  createEventLog,
  createInbox,
  createNatsBus,
  createPublisher,
  type EventBus,
  type Publisher,
  startOutboxRelay,
} from '@gridlink/event-bus';
import { loadPacks } from '@gridlink/jurisdiction';
import {
  connectMongo,
  createLogger,
  createMetrics,
  type Logger,
  serveSubgraph,
  systemScope,
  typeDefinitionsIn,
} from '@gridlink/subgraph-kit';
import type { Connection } from 'mongoose';
import type { HeldPost } from './account/domain/account.ts';
import { renewTokensOf } from './account/use-cases/change-account.ts';
import { openFirstAdministrator } from './account/use-cases/first-administrator.ts';
import { createPasswordHashing } from './account/use-cases/password-hashing.ts';
import { nativeCollection } from './aggregate/native-collection.ts';
import { isInForce } from './appointment/domain/appointment.ts';
import { afterAppointmentEvents } from './appointment/events/after-appointment-events.ts';
import { startTermSweeper } from './appointment/events/term-sweeper.ts';
import { endAppointmentsIn } from './appointment/use-cases/end-appointment.ts';
import type { PersonnelEnvironment } from './environment.ts';
import { createLoaders } from './loaders.ts';
import { createRepositories, ensureIndexes, type Repositories } from './repositories.ts';
import { createResolvers, type ResolverDeps } from './resolvers.ts';
import { afterGridEvents } from './staffing/events/after-grid-events.ts';
import { createRefreshStaffing } from './staffing/use-cases/refresh-staffing.ts';
import { jwksRoute } from './token/jwks-route.ts';
import { createTokenIssuer, publishedKeys } from './token/token-issuer.ts';

export const SERVICE = 'personnel';
const AGGREGATES = ['organizations', 'appointments', 'accounts', 'sessions', 'programs'] as const;

export type ServiceOptions = { readonly now?: () => Date };
export type PersonnelService = { readonly url: string; stop(): Promise<void> };

type Problem = (message: string, error: unknown) => void;

const connectBus = (environment: PersonnelEnvironment, onProblem: Problem): Promise<EventBus> =>
  createNatsBus({
    url: environment.NATS_URL,
    credentials: environment.NATS_CREDENTIALS,
    prefix: environment.EVENT_PREFIX,
    replicas: environment.NATS_REPLICAS,
    name: SERVICE,
    onProblem,
  });

/** The posts a person signs in with. */
const postsOf =
  ({ appointments }: Repositories) =>
  async (personId: string): Promise<readonly HeldPost[]> => {
    const held = await appointments.ofPersons(systemScope('roles follow from posts'), [personId]);
    return held.filter(isInForce);
  };

async function createDeps(environment: PersonnelEnvironment, repositories: Repositories): Promise<ResolverDeps> {
  const packs = loadPacks();
  const { grids, appointments } = repositories;
  return {
    ...repositories,
    packs,
    refreshStaffing: createRefreshStaffing({ grids, packs, countStaff: appointments.countStaff }),
    passwords: await createPasswordHashing(),
    issueToken: await createTokenIssuer(environment.TOKEN_KEY, environment.TOKEN_ISSUER),
    postsOf: postsOf(repositories),
  };
}

type Reactions = {
  readonly connection: Connection;
  readonly bus: EventBus;
  readonly deps: ResolverDeps;
  readonly now: () => Date;
  readonly onProblem: Problem;
};

/** What runs besides requests: the outbox relay, reactions to events, terms that run out. Answers how to stop them, in order. */
async function startBackground({ connection, bus, deps, now, onProblem }: Reactions) {
  const db = connection.db;
  if (!db) throw new Error('the database is not connected');
  const log = createEventLog(db);
  await log.ensureIndexes();
  const collections = AGGREGATES.map((name) => nativeCollection<AggregateDocument>(connection, name));
  const relay = await startOutboxRelay({ bus, log, collections, domains: [SERVICE], onProblem, now });
  const inbox = createInbox({ db, bus, onProblem, now });
  const { grids, refreshStaffing } = deps;
  const consumers = [
    await inbox.consume({
      name: 'personnel-grids',
      domain: 'grid',
      noun: 'grid',
      handlers: afterGridEvents({ grids, refreshStaffing, endAppointmentsIn: endAppointmentsIn(deps), now }),
    }),
    await inbox.consume({
      name: 'personnel-appointments',
      domain: SERVICE,
      noun: 'appointment',
      handlers: afterAppointmentEvents({ refreshStaffing, renewTokensOf: renewTokensOf(deps), now }),
    }),
  ];
  const sweeper = startTermSweeper({ ...deps, now, onProblem });
  return async (): Promise<void> => {
    await sweeper.stop();
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await relay.stop();
  };
}

async function ensureAdministrator(
  environment: PersonnelEnvironment,
  deps: ResolverDeps,
  { log, now }: { log: Logger; now: () => Date },
) {
  const password = environment.ADMIN_PASSWORD_FILE ?? environment.ADMIN_PASSWORD;
  if (password === undefined) return;
  if (await openFirstAdministrator(deps, password, now())) log.info('opened the first administrator, login "admin"');
}

/** Wires the whole service and starts it; used by the process and by tests alike. */
export async function startService(
  environment: PersonnelEnvironment,
  options: ServiceOptions = {},
): Promise<PersonnelService> {
  const now = options.now ?? (() => new Date());
  const log = createLogger(SERVICE, environment.LOG_LEVEL);
  const metrics = createMetrics(SERVICE);
  const onProblem: Problem = (message, error) =>
    log.error({ error: error instanceof Error ? error.stack : error }, message);

  const connection = await connectMongo(environment.MONGODB_URI, environment.MONGODB_DATABASE, metrics);
  const bus = await connectBus(environment, onProblem);
  const publisher: Publisher = createPublisher({ bus, log: createEventLog(requireDb(connection)), onProblem });
  const repositories = createRepositories(connection, publisher, environment.PERSONAL_DATA_KEY);
  await ensureIndexes(repositories);
  const deps = await createDeps(environment, repositories);
  await ensureAdministrator(environment, deps, { log, now });
  const stopBackground = await startBackground({ connection, bus, deps, now, onProblem });

  const front = await serveSubgraph({
    name: SERVICE,
    typeDefs: typeDefinitionsIn(import.meta.dirname),
    resolvers: createResolvers(deps) as Parameters<typeof serveSubgraph>[0]['resolvers'],
    host: environment.HOST,
    port: environment.PORT,
    gatewayKeys: environment.GATEWAY_JWKS,
    log,
    metrics,
    now,
    contextFor: (base) => ({ ...base, loaders: createLoaders(repositories, base) }),
    readiness: [() => requireDb(connection).command({ ping: 1 }), () => bus.ping()],
    routes: {
      'GET /.well-known/jwks.json': jwksRoute(publishedKeys(environment.TOKEN_KEY, environment.TOKEN_PREVIOUS_KEYS)),
    },
  });

  return {
    url: front.url,
    async stop() {
      await front.stop();
      await stopBackground();
      await publisher.settled();
      await bus.close();
      await connection.close();
    },
  };
}

function requireDb(connection: Connection): NonNullable<Connection['db']> {
  if (!connection.db) throw new Error('the database is not connected');
  return connection.db;
}
