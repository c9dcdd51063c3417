import { Gauge, type Registry } from 'prom-client';
import type { SubgraphSource } from './subgraph-source.ts';

/** Figures of what is asked of each subgraph now, read when the page of metrics is. */
export function showUpstream(registry: Registry, sources: readonly SubgraphSource[]): void {
  const show = (name: string, help: string, figureOf: (load: ReturnType<SubgraphSource['load']>) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['subgraph'],
      registers: [registry],
      collect() {
        for (const source of sources) this.set({ subgraph: source.name }, figureOf(source.load()));
      },
    });
  };
  show('gridlink_subgraph_in_flight', 'Requests at a subgraph', ({ inFlight }) => inFlight);
  show('gridlink_subgraph_queue', 'Requests that wait for a place at a subgraph', ({ waiting }) => waiting);
  show('gridlink_subgraph_paused', '1 while a subgraph that answered nobody in time is not asked', ({ circuit }) =>
    circuit === 'CLOSED' ? 0 : 1,
  );
}
