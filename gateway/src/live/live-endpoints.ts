import type { Server } from 'node:http';
import { followStream } from '@gridlink/event-bus';
import { createSlots, type Logger, type Route } from '@gridlink/subgraph-kit';
import type { Registry } from 'prom-client';
import type { GatewayEnvironment } from '../environment.ts';
import { preflight } from '../front/cors.ts';
import { isProduction } from '../graph.ts';
import type { RevocationList } from '../identity/revocation-list.ts';
import { createConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import type { Admission } from '../safelist/admission.ts';
import type { CurrentGraph } from '../supergraph/current-graph.ts';
import type { DoorOptions } from './admit-client.ts';
import { createAskGraph } from './ask-graph.ts';
import { createCursorSeal } from './cursor.ts';
import { createLiveMetrics } from './live-metrics.ts';
import { createLiveUpdates } from './live-updates.ts';
import { sseEndpoint } from './sse-endpoint.ts';
import { wsEndpoint } from './ws-endpoint.ts';

export type LiveDeps = Pick<DoorOptions, 'verify' | 'rate'> & {
  readonly graph: CurrentGraph;
  readonly admission: Admission;
  readonly revocations: RevocationList;
  readonly shields: boolean;
  readonly onShieldRefusal: () => void;
  readonly registry: Registry;
  readonly log: Logger;
};

export type LiveEndpoints = {
  readonly routes: Readonly<Record<string, Route>>;
  /** Takes WebSocket handshakes of the front's server. */
  attach(server: Server): void;
  /** Ends all streams so that their clients come back elsewhere; before the front is stopped, which waits for them. */
  stop(): Promise<void>;
};

const PATH = '/graphql/stream';
const STALLED_MS = 30_000;
const PATIENCE_MS = 20_000;
/** Questions to the graph at the same time, of all streams together. */
const QUESTIONS = 32;
/** Characters that may wait for one client. */
const QUEUE_CHARACTERS = 1_048_576;

/** Live updates on `/graphql/stream`, with all they need. */
export function liveEndpoints(environment: GatewayEnvironment, deps: LiveDeps): LiveEndpoints {
  const { log, graph, revocations } = deps;
  const heartbeatSeconds = environment.LIVE_HEARTBEAT_SECONDS;
  const live = createLiveUpdates({
    graph,
    admission: deps.admission,
    revocations,
    heartbeatSeconds,
    stalledMs: STALLED_MS,
    stateEveryMs: environment.LIVE_FIGURES_SECONDS * 1_000,
    keptEvents: environment.LIVE_KEPT_EVENTS,
    queue: { pushes: environment.LIVE_QUEUE, characters: QUEUE_CHARACTERS },
    seal: createCursorSeal(environment.GATEWAY_KEY().d),
    permission: {
      rules: { maxTokens: environment.MAX_TOKENS, hidesSchema: isProduction(environment) },
      limits: {
        depth: environment.MAX_DEPTH,
        aliases: environment.MAX_ALIASES,
        directives: environment.MAX_DIRECTIVES,
        rootFields: environment.MAX_ROOT_FIELDS,
        cost: environment.MAX_COST,
      },
      shields: deps.shields,
      onRefusal: deps.onShieldRefusal,
      log,
    },
    ask: createAskGraph({
      graph,
      slots: createSlots(QUESTIONS),
      timeoutMs: environment.REQUEST_TIMEOUT_MS,
      patienceMs: PATIENCE_MS,
      log,
    }),
    follow: (handlers) =>
      followStream({
        ...handlers,
        url: environment.NATS_URL,
        credentials: environment.NATS_CREDENTIALS,
        prefix: environment.EVENT_PREFIX,
        name: 'gateway-live',
        onProblem: (message, error) => log.error({ error: String(error) }, message),
      }),
    metrics: (figures) => createLiveMetrics(deps.registry, figures),
  });
  const most = { total: environment.LIVE_STREAMS, perCaller: environment.LIVE_STREAMS_PER_CALLER };
  const door = {
    verify: deps.verify,
    rate: deps.rate,
    places: createConcurrencyLimiter(most),
    trustedProxies: environment.TRUSTED_PROXIES,
    origins: environment.CORS_ORIGINS,
    live,
    log,
  };
  const sse = sseEndpoint(door);
  const ws = wsEndpoint({
    ...door,
    path: PATH,
    schema: () => graph.newest.schema,
    heartbeatSeconds,
    connections: most,
  });
  return {
    routes: {
      [`GET ${PATH}`]: sse,
      [`POST ${PATH}`]: sse,
      [`OPTIONS ${PATH}`]: async (request) => preflight(request, environment.CORS_ORIGINS),
    },
    attach: ws.attach,
    async stop() {
      await live.stop();
      ws.stop();
    },
  };
}
