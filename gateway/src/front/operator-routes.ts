import { json, type Route } from '@gridlink/subgraph-kit';
import type { Registry } from 'prom-client';
import type { TokenIssuer } from '../identity/token-issuer.ts';
import type { SubgraphSource } from '../upstream/subgraph-source.ts';
import { readinessRoute } from './readiness.ts';

export type OperatorDeps = {
  readonly issuers: readonly TokenIssuer[];
  readonly sources: readonly SubgraphSource[];
  readonly registry: Registry;
  readonly isRevocationFeedUp: () => boolean;
};

/** What operators and orchestrators ask: alive, ready, figures. */
export function operatorRoutes({
  issuers,
  sources,
  registry,
  isRevocationFeedUp,
}: OperatorDeps): Record<string, Route> {
  const needs = [
    ...sources.map(({ name, ping }) => ({ name, ping })),
    ...issuers.map(({ issuer, ping }) => ({ name: `keys of ${issuer}`, ping })),
  ];
  return {
    'GET /health': async () =>
      json(200, { status: 'alive', revocations: isRevocationFeedUp() ? 'heard' : 'not heard' }),
    'GET /ready': readinessRoute(needs),
    'GET /metrics': async () => ({
      status: 200,
      headers: { 'content-type': registry.contentType },
      body: await registry.metrics(),
    }),
  };
}
