import type { Registry } from 'prom-client';
import { type HttpFront, json, type Route, startHttpFront } from './http-front.ts';
import type { Listening } from './listening.ts';

export type OperatorFrontOptions = Omit<Listening, 'port' | 'adminPort' | 'drainMs'> & {
  readonly port: number;
  readonly registry: Registry;
  readonly ready: Route;
  /** Further words of /health. */
  readonly health?: () => Readonly<Record<string, unknown>>;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** Few people and programs ask here, so a flood of connections is a mistake. */
const MAX_CONNECTIONS = 100;

/**
 * The port of operators: /metrics, /ready, /health, with reasons and names that are nobody else's business. /ready names the process,
 * because a successor may listen on the same port.
 */
export function startOperatorFront(options: OperatorFrontOptions): Promise<HttpFront> {
  const { registry, ready, health, ...listening } = options;
  return startHttpFront({
    ...listening,
    maxConnections: MAX_CONNECTIONS,
    headers: { 'x-process': String(process.pid), 'cache-control': 'no-store' },
    routes: {
      'GET /health': async () => json(200, { status: 'alive', ...health?.() }),
      'GET /ready': ready,
      'GET /metrics': async () => ({
        status: 200,
        headers: { 'content-type': registry.contentType },
        body: await registry.metrics(),
      }),
    },
  });
}
