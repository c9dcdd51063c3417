import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@gridlink/subgraph-kit';
import type { GatewayEnvironment } from './environment.ts';
import { createGraph, type Graph } from './graph.ts';
import type { GatewayMetrics } from './metrics.ts';
import { type Admission, createAdmission } from './safelist/admission.ts';
import { type ServedSafelist, serveSafelist } from './safelist/serve-safelist.ts';
import type { CurrentGraph } from './supergraph/current-graph.ts';
import { serveSupergraph } from './supergraph/serve-supergraph.ts';
import type { SubgraphSource } from './upstream/subgraph-source.ts';
import { createRecentOperations } from './warm-up/recent-operations.ts';
import type { KnownOperation } from './warm-up/warm-up.ts';

export type ServeGraphDeps = {
  readonly sources: readonly SubgraphSource[];
  readonly log: Logger;
  readonly metrics: GatewayMetrics;
  /** A supergraph in place of a file's. */
  readonly supergraph?: string;
  readonly shields?: boolean;
};

export type ServedGraph = {
  readonly graph: CurrentGraph;
  /** Whether a document may run for a caller: every way into the graph asks it first. */
  readonly admission: Admission;
  reload(): Promise<void>;
  stop(): Promise<void>;
};

const COMMITTED = join(import.meta.dirname, '../supergraph.graphql');
const SHOWN = 10;

const namesOf = (operations: readonly KnownOperation[]): string[] =>
  operations.slice(0, SHOWN).map(({ query, operationName }) => operationName ?? query.slice(0, 60));

/** The graph with what may be asked of it; both follow their files while requests go on. */
export async function serveGraph(environment: GatewayEnvironment, deps: ServeGraphDeps): Promise<ServedGraph> {
  const { log, metrics, sources, shields = true } = deps;
  const everyMs = environment.RELOAD_SECONDS * 1_000;
  const path = deps.supergraph === undefined ? (environment.SUPERGRAPH_PATH ?? COMMITTED) : undefined;
  const recent = createRecentOperations();

  const warm = async (graph: Graph, operations: readonly KnownOperation[], whose: string): Promise<void> => {
    const refused = await graph.warm(operations);
    if (refused.length > 0) {
      log.warn({ count: refused.length, operations: namesOf(refused) }, `${whose} the graph does not take`);
    }
  };
  const listed = (safelist: Pick<ReturnType<ServedSafelist['list']>, 'operations'>): KnownOperation[] =>
    safelist.operations.map(({ body, name }) => ({ query: body, operationName: name }));

  let served: { graph: CurrentGraph } | undefined;
  const safelist = await serveSafelist({
    path: environment.SAFELIST_PATH,
    rules: { mode: environment.SAFELIST_MODE, clients: environment.SAFELIST_CLIENTS },
    everyMs,
    metrics: metrics.safelist,
    log,
    onList: async (operations) => {
      await served?.graph.use((graph) => warm(graph, listed({ operations }), 'listed operations'));
    },
  });
  const supergraph = await serveSupergraph({
    supergraph: deps.supergraph ?? (await readFile(path ?? COMMITTED, 'utf8')),
    path,
    everyMs,
    make: async (sdl) => {
      const graph = await createGraph(environment, { supergraph: sdl, sources, log, metrics, shields, recent });
      await warm(graph, listed(safelist.list()), 'listed operations');
      await warm(graph, recent.list(), 'operations asked lately');
      return graph;
    },
    metrics,
    log,
  });
  served = supergraph;
  return {
    graph: supergraph.graph,
    admission: createAdmission({ safelist: safelist.list, outcomes: metrics.safelist.outcomes, log }),
    async reload() {
      await Promise.all([supergraph.reload(), safelist.reload()]);
    },
    async stop() {
      await safelist.stop();
      await supergraph.stop();
    },
  };
}
