import {
  type HttpFront,
  json,
  type Logger,
  listeningOf,
  type Route,
  type StreamRoutes,
  startHttpFront,
  startOperatorFront,
} from '@gridlink/subgraph-kit';
import type { Registry } from 'prom-client';
import type { GatewayEnvironment } from '../environment.ts';
import { pageRoutes, wantsPage } from '../page/page-routes.ts';
import { preflight } from './cors.ts';
import { type Need, readinessRoute } from './readiness.ts';

export type FrontsOptions = {
  readonly graphql: Route;
  /** Further routes for clients, by `METHOD /path`. */
  readonly routes: Readonly<Record<string, Route>>;
  /** Routes for files. */
  readonly streams: StreamRoutes;
  /** What the gateway needs now. */
  readonly needs: () => readonly Need[];
  readonly isRevocationHeard: () => boolean;
  readonly registry: Registry;
  readonly log: Logger;
};

export type Fronts = { readonly clients: HttpFront; readonly operators: HttpFront };

/** What an answer holds is for its asker alone, is data and never a page. The page and its files have headers of their own. */
const ANSWER_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

/** The two doors: one for clients, one for operators. */
export async function openFronts(environment: GatewayEnvironment, options: FrontsOptions): Promise<Fronts> {
  const { graphql, log } = options;
  const page = pageRoutes(environment);
  const { adminPort, ...listening } = listeningOf(environment);
  const onProblem = (message: string, error: unknown): void => log.error({ error }, message);
  const clients = await startHttpFront({
    ...listening,
    bodyLimit: environment.BODY_LIMIT,
    maxConnections: environment.MAX_CONNECTIONS,
    headers: ANSWER_HEADERS,
    onProblem,
    streams: options.streams,
    routes: {
      ...page.assets,
      'GET /health': async () => json(200, { status: 'alive' }),
      'POST /graphql': graphql,
      'GET /graphql': (request, raw) =>
        page.html && wantsPage(request) ? page.html(request, raw) : graphql(request, raw),
      'OPTIONS /graphql': async (request) => preflight(request, environment.CORS_ORIGINS),
      ...options.routes,
    },
  });
  const operators = await startOperatorFront({
    ...listening,
    port: adminPort,
    registry: options.registry,
    ready: readinessRoute(options.needs),
    health: () => ({ revocations: options.isRevocationHeard() ? 'heard' : 'not heard' }),
    onProblem,
  });
  return { clients, operators };
}
