import { createAssertionSigner, createLogger, type Logger } from '@gridlink/subgraph-kit';
import type { GatewayEnvironment } from './environment.ts';
import { openEvidence } from './evidence/open-evidence.ts';
import { openExports } from './export/open-exports.ts';
import { graphqlEndpoint } from './front/graphql-endpoint.ts';
import { openFronts } from './front/open-fronts.ts';
import type { Need } from './front/readiness.ts';
import { openIdentity } from './identity/open-identity.ts';
import type { TokenIssuer } from './identity/token-issuer.ts';
import { callerLimits } from './limits/caller-limits.ts';
import { liveEndpoints } from './live/live-endpoints.ts';
import { createGatewayMetrics } from './metrics.ts';
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

/** All parts of the gateway but the doors they are asked through. */
async function openParts(environment: GatewayEnvironment, options: GatewayOptions) {
  const log = options.log ?? createLogger('gateway', environment.LOG_LEVEL);
  const limits = callerLimits(environment);
  const identity = await openIdentity(environment, log);
  const metrics = createGatewayMetrics({
    inside: () => limits.concurrency.inside,
    revocations: () => identity.revocations.size,
  });
  const sign = await createAssertionSigner(environment.GATEWAY_KEY);
  const sources = subgraphSources(environment, { sign, log, metrics });
  const served = await serveGraph(environment, { sources, log, metrics, ...options });
  return { log, limits, identity, metrics, sign, sources, served };
}

type Parts = Awaited<ReturnType<typeof openParts>>;

function openEndpoints(environment: GatewayEnvironment, parts: Parts, shields: boolean) {
  const { log, limits, identity, metrics, served } = parts;
  const { graph, admission } = served;
  const door = { graph, admission, verify: identity.verify, rate: limits.rate, log };
  const graphql = graphqlEndpoint({
    ...door,
    budget: limits.budget,
    concurrency: limits.concurrency,
    origins: environment.CORS_ORIGINS,
    trustedProxies: environment.TRUSTED_PROXIES,
    requestTimeoutMs: environment.REQUEST_TIMEOUT_MS,
    onAnswer: (outcome, seconds) => metrics.base.requestSeconds.observe({ outcome }, seconds),
  });
  const live = liveEndpoints(environment, {
    ...door,
    revocations: identity.revocations,
    shields,
    onShieldRefusal: () => metrics.shieldRefusals.inc(),
    registry: metrics.base.registry,
  });
  const evidence = openEvidence(environment, { ...door, sign: parts.sign });
  const exports = openExports(environment, {
    ...door,
    sign: parts.sign,
    onShieldRefusal: () => metrics.shieldRefusals.inc(),
  });
  return { graphql, live, files: [evidence, exports] };
}

const needOfKeys = ({ issuer, ping }: TokenIssuer): Need => ({ name: `keys of ${issuer}`, ping });

/** Starts the gateway: the only place that sees all of its parts. Stops by letting requests at work end first. */
export async function startGateway(
  environment: GatewayEnvironment,
  options: GatewayOptions = {},
): Promise<RunningGateway> {
  const parts = await openParts(environment, options);
  const { log, identity, metrics, served, sources } = parts;
  const { graphql, live, files } = openEndpoints(environment, parts, options.shields ?? true);
  const { clients, operators } = await openFronts(environment, {
    graphql,
    routes: live.routes,
    streams: Object.fromEntries(files.flatMap(({ routes }) => Object.entries(routes))),
    needs: () => [...served.graph.newest.subgraphs, ...identity.issuers.map(needOfKeys)],
    isRevocationHeard: identity.isHeard,
    registry: metrics.base.registry,
    log,
  });
  live.attach(clients.server);
  log.info({ url: `${clients.url}/graphql`, operators: operators.url }, 'listening');

  return {
    url: clients.url,
    port: clients.port,
    operatorUrl: operators.url,
    reload: served.reload,
    async stop() {
      // Nobody new comes in before streams are ended: their clients connect again at once, and should find the successor.
      const closed = clients.stop();
      await live.stop();
      await closed;
      await Promise.all(files.map(({ close }) => close()));
      await operators.stop();
      await served.stop();
      await identity.stop();
      await Promise.all(sources.map(({ close }) => close()));
    },
  };
}
