import { EVIDENCE_PATH } from '@gridlink/contracts';
import type { AssertionSigner, Logger, StreamRoute, StreamRoutes } from '@gridlink/subgraph-kit';
import type { GatewayEnvironment } from '../environment.ts';
import { preflight } from '../front/cors.ts';
import { createConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import type { DoorOptions } from '../live/admit-client.ts';
import { evidenceRoutes } from './evidence-endpoint.ts';
import { createEvidenceUpstream } from './evidence-upstream.ts';

export type EvidenceDeps = Pick<DoorOptions, 'verify' | 'rate'> & {
  readonly sign: AssertionSigner;
  readonly log: Logger;
};

export type EvidenceEndpoints = {
  readonly routes: StreamRoutes;
  close(): Promise<void>;
};

/** The way of files through the gateway, with bounds of its own: slow uploads are no reason to refuse a query. */
export function openEvidence(
  environment: GatewayEnvironment,
  { verify, rate, sign, log }: EvidenceDeps,
): EvidenceEndpoints {
  const upstream = createEvidenceUpstream({
    url: environment.SUBGRAPH_TICKETS_URL,
    sign,
    connections: environment.EVIDENCE_AT_ONCE,
    silentMs: environment.SUBGRAPH_TIMEOUT_MS,
  });
  const routes = evidenceRoutes({
    upstream,
    verify,
    rate,
    log,
    limit: environment.EVIDENCE_LIMIT,
    origins: environment.CORS_ORIGINS,
    trustedProxies: environment.TRUSTED_PROXIES,
    places: createConcurrencyLimiter({
      total: environment.EVIDENCE_AT_ONCE,
      perCaller: environment.EVIDENCE_AT_ONCE_PER_CALLER,
    }),
  });
  const asked = preflightRoutes([EVIDENCE_PATH, `${EVIDENCE_PATH}/*`], environment);
  return { routes: { ...routes, ...asked }, close: upstream.close };
}

/** Browsers' questions whether they may ask, on these paths. */
export function preflightRoutes(
  paths: readonly string[],
  { CORS_ORIGINS }: Pick<GatewayEnvironment, 'CORS_ORIGINS'>,
): StreamRoutes {
  const allowed: StreamRoute = async (request) => preflight(request, CORS_ORIGINS);
  return Object.fromEntries(paths.map((path) => [`OPTIONS ${path}`, allowed]));
}
