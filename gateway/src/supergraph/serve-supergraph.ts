import { readFile } from 'node:fs/promises';
import type { Logger } from '@gridlink/subgraph-kit';
import type { Graph } from '../graph.ts';
import type { GatewayMetrics } from '../metrics.ts';
import { type CurrentGraph, createCurrentGraph } from './current-graph.ts';
import { keepContent } from './kept-content.ts';
import { supergraphId } from './supergraph-id.ts';

export type ServedSupergraph = {
  readonly graph: CurrentGraph;
  /** Looks for a new supergraph at once. */
  reload(): Promise<void>;
  stop(): Promise<void>;
};

export type ServeOptions = {
  readonly supergraph: string;
  /** The file it came from; without it the first supergraph stays. */
  readonly path: string | undefined;
  readonly everyMs: number;
  /** Builds the graph of a supergraph, warm; throws for one that cannot be served. */
  readonly make: (supergraph: string) => Promise<Graph>;
  readonly metrics: GatewayMetrics;
  readonly log: Logger;
};

/**
 * Serves a supergraph and whatever its file becomes. A new one is built and warmed beside the old; only when nothing was wrong with it
 * the next request gets it, while requests at work end on the one they began with. A bad one is refused and counted, the old stays.
 */
export async function serveSupergraph(options: ServeOptions): Promise<ServedSupergraph> {
  const { supergraph, path, make, metrics, log } = options;
  const onProblem = (message: string, error: unknown): void => log.error({ error: String(error) }, message);
  const graph = createCurrentGraph(await make(supergraph), onProblem);
  metrics.supergraph.inUse(supergraphId(supergraph));

  const take = async (next: string): Promise<void> => {
    const id = supergraphId(next);
    const startedAt = performance.now();
    try {
      graph.replace(await make(next));
    } catch (error) {
      metrics.supergraph.refused();
      log.error({ supergraph: id, error: String(error) }, 'supergraph refused; the one in use stays');
      return;
    }
    metrics.supergraph.taken(id);
    log.info({ supergraph: id, tookMs: Math.round(performance.now() - startedAt) }, 'supergraph taken');
  };
  const file = path
    ? keepContent({
        read: () => readFile(path, 'utf8'),
        current: supergraph,
        everyMs: options.everyMs,
        onContent: take,
        onProblem,
      })
    : undefined;
  return {
    graph,
    async reload() {
      await file?.look();
    },
    async stop() {
      await file?.stop();
      await graph.stop();
    },
  };
}
