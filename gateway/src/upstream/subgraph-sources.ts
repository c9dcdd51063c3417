import { SUBGRAPHS, type SubgraphName } from '@gridlink/contracts';
import type { AssertionSigner, Logger } from '@gridlink/subgraph-kit';
import type { GatewayEnvironment } from '../environment.ts';
import type { GatewayMetrics } from '../metrics.ts';
import { createSubgraphSource, type SubgraphSource, type SubgraphSourceOptions } from './subgraph-source.ts';
import { showUpstream } from './upstream-metrics.ts';

export type SourceDeps = { readonly sign: AssertionSigner; readonly log: Logger; readonly metrics: GatewayMetrics };

/** Reports may wait for minutes; whoever waits for anything else is told soon. */
const linesOf = (environment: GatewayEnvironment): SubgraphSourceOptions['lines'] => ({
  INTAKE: {
    requests: environment.INTAKE_QUEUE,
    bytes: environment.INTAKE_QUEUE_BYTES,
    waitMs: environment.INTAKE_WAIT_MS,
  },
  OTHERS: {
    requests: environment.SUBGRAPH_QUEUE,
    bytes: Number.POSITIVE_INFINITY,
    waitMs: environment.SUBGRAPH_TIMEOUT_MS,
  },
});

/** One source for every subgraph, at the address the environment gives it. */
export function subgraphSources(environment: GatewayEnvironment, { sign, log, metrics }: SourceDeps): SubgraphSource[] {
  const urls: Readonly<Record<SubgraphName, string>> = {
    grid: environment.SUBGRAPH_GRID_URL,
    personnel: environment.SUBGRAPH_PERSONNEL_URL,
    tickets: environment.SUBGRAPH_TICKETS_URL,
    dataexchange: environment.SUBGRAPH_DATAEXCHANGE_URL,
  };
  const sources = SUBGRAPHS.map((name) =>
    createSubgraphSource({
      name,
      url: urls[name],
      sign,
      timeoutMs: environment.SUBGRAPH_TIMEOUT_MS,
      responseLimitBytes: environment.SUBGRAPH_RESPONSE_LIMIT,
      connections: environment.SUBGRAPH_CONNECTIONS,
      lines: linesOf(environment),
      patienceMs: environment.SUBGRAPH_PATIENCE_MS,
      onCall: (subgraph, outcome, seconds) => metrics.subgraphSeconds.observe({ subgraph, outcome }, seconds),
      onProblem: (message, details) => log.error(details, message),
    }),
  );
  showUpstream(metrics.base.registry, sources);
  return sources;
}

/** The source the supergraph calls by a name; throws when the supergraph knows a subgraph the environment does not. */
export function sourceNamed(sources: readonly SubgraphSource[], name: string): SubgraphSource {
  const source = sources.find((candidate) => candidate.name === name);
  if (!source) throw new Error(`the supergraph names a subgraph "${name}" that has no address`);
  return source;
}
