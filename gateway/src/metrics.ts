import { createMetrics, type Metrics } from '@gridlink/subgraph-kit';
import { Counter, Gauge, Histogram } from 'prom-client';

export type GatewayMetrics = {
  readonly base: Metrics;
  readonly subgraphSeconds: Histogram<'subgraph' | 'outcome'>;
  readonly shieldRefusals: Counter;
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
  };
}
