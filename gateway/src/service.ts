import {
  createAssertionSigner,
  createLogger,
  json,
  type Logger,
  listeningOf,
  startHttpFront,
  startOperatorFront,
} from '@gridlink/subgraph-kit';
import type { GatewayEnvironment } from './environment.ts';
import { preflight } from './front/cors.ts';
import { graphqlEndpoint } from './front/graphql-endpoint.ts';
import { type Need, readinessRoute } from './front/readiness.ts';
import { startRevocationFeed } from './identity/revocation-feed.ts';
import { createRevocationList } from './identity/revocation-list.ts';
import type { TokenIssuer } from './identity/token-issuer.ts';
import { tokenIssuers } from './identity/token-issuers.ts';
import { createTokenVerifier } from './identity/token-verifier.ts';
import { createConcurrencyLimiter } from './limits/concurrency-limiter.ts';
import { createRateLimiter } from './limits/rate-limiter.ts';
import { liveEndpoints } from './live/live-endpoints.ts';
import { createGatewayMetrics } from './metrics.ts';
import { pageRoutes, wantsPage } from './page/page-routes.ts';
import { serveGraph } from './serve-graph.ts';
import { subgraphSources } from './upstream/subgraph-sources.ts';

export type GatewayOptions = {
  /** The supergraph to serve in place of a file; it is never replaced. */
  readonly supergraph?: string;
  readonly log?: Logger;
  /** False leaves the role shields out, for the bench that measures them; no environment reaches it, and the subgraphs keep theirs. */
  readonly shields?: boolean;
};

export type RunningGateway = {
  readonly url: string;
  readonly port: number;
  /** Where /metrics, /ready and /health with its reasons are. */
  readonly operatorUrl: string;
  /** Looks at once for a new supergraph and a new safelist. */
  reload(): Promise<void>;
  stop(): Promise<void>;
};

const REVOCATIONS_KEPT = 100_000;

/** What an answer holds is for its asker alone, is data and never a page. The page and its files have headers of their own. */
const ANSWER_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

const needOfKeys = ({ issuer, ping }: TokenIssuer): Need => ({ name: `keys of ${issuer}`, ping });

/** Starts the gateway: the only place that sees all of its parts. Stops by letting requests at work end first. */
export async function startGateway(
  environment: GatewayEnvironment,
  options: GatewayOptions = {},
): Promise<RunningGateway> {
  const log = options.log ?? createLogger('gateway', environment.LOG_LEVEL);
  const onProblem = (message: string, error: unknown): void => log.error({ error }, message);
  const tokenMaxAgeSeconds = environment.TOKEN_MAX_AGE_SECONDS;
  const concurrency = createConcurrencyLimiter({
    total: environment.MAX_CONCURRENT,
    perCaller: environment.MAX_CONCURRENT_PER_CALLER,
  });
  const list = createRevocationList({ tokenMaxAgeSeconds, limit: REVOCATIONS_KEPT });
  const metrics = createGatewayMetrics({ inside: () => concurrency.inside, revocations: () => list.size });
  const sign = await createAssertionSigner(environment.GATEWAY_KEY);
  const sources = subgraphSources(environment, { sign, log, metrics });
  const issuers = await tokenIssuers(environment);
  const served = await serveGraph(environment, { sources, log, metrics, ...options });
  const { graph } = served;
  const feed = startRevocationFeed({
    url: environment.NATS_URL,
    credentials: environment.NATS_CREDENTIALS,
    prefix: environment.EVENT_PREFIX,
    tokenMaxAgeSeconds,
    list,
    log,
  });

  // One door for all endpoints: a caller's requests count together, wherever they come in.
  const door = {
    verify: createTokenVerifier({
      issuers,
      revocations: list,
      now: () => new Date(),
      onProblem,
    }),
    rate: {
      accounts: createRateLimiter({ perSecond: environment.RATE_PER_SECOND, burst: environment.RATE_BURST }),
      addresses: createRateLimiter({
        perSecond: environment.PUBLIC_RATE_PER_SECOND,
        burst: environment.PUBLIC_RATE_BURST,
      }),
    },
  };
  const endpoint = graphqlEndpoint({
    ...door,
    graph,
    admission: served.admission,
    budget: {
      accounts: createRateLimiter({ perSecond: environment.COST_PER_SECOND, burst: environment.COST_BURST }),
      addresses: createRateLimiter({
        perSecond: environment.PUBLIC_COST_PER_SECOND,
        burst: environment.PUBLIC_COST_BURST,
      }),
    },
    concurrency,
    origins: environment.CORS_ORIGINS,
    trustedProxies: environment.TRUSTED_PROXIES,
    requestTimeoutMs: environment.REQUEST_TIMEOUT_MS,
    log,
    onAnswer: (outcome, seconds) => metrics.base.requestSeconds.observe({ outcome }, seconds),
  });
  const live = liveEndpoints(environment, {
    ...door,
    graph,
    admission: served.admission,
    revocations: list,
    shields: options.shields ?? true,
    onShieldRefusal: () => metrics.shieldRefusals.inc(),
    registry: metrics.base.registry,
    log,
  });
  const page = pageRoutes(environment);

  const { adminPort, ...listening } = listeningOf(environment);
  const front = await startHttpFront({
    ...listening,
    bodyLimit: environment.BODY_LIMIT,
    maxConnections: environment.MAX_CONNECTIONS,
    headers: ANSWER_HEADERS,
    onProblem,
    routes: {
      ...page.assets,
      'GET /health': async () => json(200, { status: 'alive' }),
      'POST /graphql': endpoint,
      'GET /graphql': (request, raw) =>
        page.html && wantsPage(request) ? page.html(request, raw) : endpoint(request, raw),
      'OPTIONS /graphql': async (request) => preflight(request, environment.CORS_ORIGINS),
      ...live.routes,
    },
  });
  live.attach(front.server);
  const operators = await startOperatorFront({
    ...listening,
    port: adminPort,
    registry: metrics.base.registry,
    ready: readinessRoute(() => [...graph.newest.subgraphs, ...issuers.map(needOfKeys)]),
    health: () => ({ revocations: feed.isCurrent() ? 'heard' : 'not heard' }),
    onProblem,
  });
  log.info({ url: `${front.url}/graphql`, operators: operators.url }, 'listening');

  return {
    url: front.url,
    port: front.port,
    operatorUrl: operators.url,
    reload: served.reload,
    async stop() {
      // Nobody new comes in before streams are ended: their clients connect again at once, and should find the successor.
      const closed = front.stop();
      await live.stop();
      await closed;
      await operators.stop();
      await served.stop();
      await feed.stop();
      await Promise.all(sources.map(({ close }) => close()));
    },
  };
}
