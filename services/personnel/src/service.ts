import { openEvents } from '@gridlink/event-bus';
import { loadPacks, type Packs } from '@gridlink/jurisdiction';
import {
  createLogger,
  createMetrics,
  type Logger,
  listeningOf,
  serveSubgraph,
  showEventMetrics,
  systemScope,
  typeDefinitionsIn,
} from '@gridlink/subgraph-kit';
import { connectDatabase, databaseOf } from '@gridlink/subgraph-kit/mongo';
import type { HeldPost } from './account/domain/account.ts';
import { openFirstAdministrator } from './account/use-cases/first-administrator.ts';
import { createPasswordHashing } from './account/use-cases/password-hashing.ts';
import { isInForce } from './appointment/domain/appointment.ts';
import { startBackground } from './background.ts';
import type { PersonnelEnvironment } from './environment.ts';
import { createLoaders } from './loaders.ts';
import { createRepositories, ensureIndexes, type Repositories } from './repositories.ts';
import { createResolvers, type ResolverDeps } from './resolvers.ts';
import { createRefreshStaffing } from './staffing/use-cases/refresh-staffing.ts';
import { jwksRoute } from './token/jwks-route.ts';
import { createTokenIssuer, publishedKeys } from './token/token-issuer.ts';

export const SERVICE = 'personnel';

export type ServiceOptions = { readonly now?: () => Date };
export type PersonnelService = {
  readonly url: string;
  /** Where /metrics is. */
  readonly operatorUrl: string;
  stop(): Promise<void>;
};

type Problem = (message: string, error: unknown) => void;

/** The posts a person signs in with. */
const postsOf =
  ({ appointments }: Repositories) =>
  async (personId: string): Promise<readonly HeldPost[]> => {
    const held = await appointments.ofPersons(systemScope('roles follow from posts'), [personId]);
    return held.filter(isInForce);
  };

async function createDeps(
  environment: PersonnelEnvironment,
  repositories: Repositories,
  packs: Packs,
): Promise<ResolverDeps> {
  const { grids, appointments } = repositories;
  return {
    ...repositories,
    packs,
    refreshStaffing: createRefreshStaffing({ grids, packs, countStaff: appointments.countStaff }),
    passwords: await createPasswordHashing(),
    issueToken: createTokenIssuer(environment.TOKEN_KEY, environment.TOKEN_ISSUER),
    postsOf: postsOf(repositories),
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

  const packs = loadPacks();
  const connection = await connectDatabase(environment, metrics);
  const events = await openEvents({ name: SERVICE, environment, db: databaseOf(connection), now, onProblem });
  const { bus, publisher } = events;
  showEventMetrics(metrics.registry, events.standing);
  const repositories = createRepositories(connection, publisher, {
    packs,
    personalDataKey: environment.PERSONAL_DATA_KEY,
  });
  await ensureIndexes(repositories);
  const deps = await createDeps(environment, repositories, packs);
  await ensureAdministrator(environment, deps, { log, now });
  const stopBackground = await startBackground({ connection, events, deps, now, onProblem });

  const front = await serveSubgraph({
    name: SERVICE,
    typeDefs: typeDefinitionsIn(import.meta.dirname),
    resolvers: createResolvers(deps) as Parameters<typeof serveSubgraph>[0]['resolvers'],
    ...listeningOf(environment),
    gatewayKeys: environment.GATEWAY_JWKS,
    log,
    metrics,
    now,
    contextFor: (base) => ({ ...base, loaders: createLoaders(repositories, base) }),
    // The broker may be away: people still sign in, and what there is to say follows when it is back.
    readiness: [{ name: 'database', ping: () => databaseOf(connection).command({ ping: 1 }) }],
    routes: {
      'GET /.well-known/jwks.json': jwksRoute(() =>
        publishedKeys(environment.TOKEN_KEY(), environment.TOKEN_PREVIOUS_KEYS),
      ),
    },
  });

  return {
    url: front.url,
    operatorUrl: front.operators?.url ?? '',
    async stop() {
      await front.stop();
      await stopBackground();
      await publisher.settled();
      await bus.close();
      await connection.close();
    },
  };
}
