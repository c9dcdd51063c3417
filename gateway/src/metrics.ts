import { createMetrics, type Metrics } from '@gridlink/subgraph-kit';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type GatewayMetrics = {
  readonly base: Metrics;
  readonly subgraphSeconds: Histogram<'subgraph' | 'outcome'>;
  readonly shieldRefusals: Counter;
  readonly supergraph: SupergraphMetrics;
  readonly safelist: SafelistMetrics;
};

export type SafelistMetrics = {
  /** Requests by what their document was: `by_id`, `text`, `unlisted`, `unknown_id`, `refused`, `unusable`. */
  readonly outcomes: Counter<'outcome'>;
  /** A list of so many operations is in use. */
  listed(operations: number): void;
  /** The newest list cannot be used. */
  refused(): void;
};

export type SupergraphMetrics = {
  /** The supergraph of the start. */
  inUse(id: string): void;
  /** A later one took its place. */
  taken(id: string): void;
  /** The newest one cannot be served. */
  refused(): void;
};

const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The gateway's own figures besides those every process has. `inside` and `revocations` are read when the page is. */
export function createGatewayMetrics(figures: { inside: () => number; revocations: () => number }): GatewayMetrics {
  const base = createMetrics('gateway');
  const registers = [base.registry];
  new Gauge({
    name: 'gridlink_requests_inside',
    help: 'GraphQL requests at work',
    registers,
    collect() {
      this.set(figures.inside());
    },
  });
  new Gauge({
    name: 'gridlink_revocations',
    help: 'Accounts and sessions whose tokens are refused',
    registers,
    collect() {
      this.set(figures.revocations());
    },
  });
  return {
    base,
    subgraphSeconds: new Histogram({
      name: 'gridlink_subgraph_seconds',
      help: 'Calls to subgraphs by outcome',
      labelNames: ['subgraph', 'outcome'],
      buckets: BUCKETS,
      registers,
    }),
    shieldRefusals: new Counter({
      name: 'gridlink_shield_refusals_total',
      help: 'Operations refused because of the caller’s roles',
      registers,
    }),
    supergraph: createSupergraphMetrics(registers),
    safelist: createSafelistMetrics(registers),
  };
}

function createSupergraphMetrics(registers: Registry[]): SupergraphMetrics {
  const reloads = new Counter({
    name: 'gridlink_supergraph_reloads_total',
    help: 'New supergraphs by outcome: taken or refused',
    labelNames: ['outcome'],
    registers,
  });
  const stale = new Gauge({
    name: 'gridlink_supergraph_stale',
    help: '1 while the newest supergraph was refused and an older one is served',
    registers,
  });
  const info = new Gauge({
    name: 'gridlink_supergraph_info',
    help: 'The supergraph in use, by the beginning of its SHA-256',
    labelNames: ['id'],
    registers,
  });
  for (const outcome of ['taken', 'refused']) reloads.inc({ outcome }, 0);
  const use = (id: string): void => {
    info.reset();
    info.set({ id }, 1);
    stale.set(0);
  };
  return {
    inUse: use,
    taken(id) {
      use(id);
      reloads.inc({ outcome: 'taken' });
    },
    refused() {
      stale.set(1);
      reloads.inc({ outcome: 'refused' });
    },
  };
}

function createSafelistMetrics(registers: Registry[]): SafelistMetrics {
  const operations = new Gauge({ name: 'gridlink_safelist_operations', help: 'Operations listed', registers });
  const stale = new Gauge({
    name: 'gridlink_safelist_stale',
    help: '1 while the newest safelist was refused and an older one is used',
    registers,
  });
  return {
    outcomes: new Counter({
      name: 'gridlink_safelist_total',
      help: 'Requests by what the safelist said of their document',
      labelNames: ['outcome'],
      registers,
    }),
    listed(count) {
      operations.set(count);
      stale.set(0);
    },
    refused: () => stale.set(1),
  };
}
