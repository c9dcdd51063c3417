import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Metrics = {
  readonly registry: Registry;
  readonly requestSeconds: Histogram<'outcome'>;
  readonly databaseCommands: Counter<'command'>;
};

/** A process's own metrics, served at /metrics in the Prometheus text format. */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'gridlink_request_seconds',
      help: 'GraphQL requests by outcome',
      labelNames: ['outcome'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    }),
    databaseCommands: new Counter({
      name: 'gridlink_database_commands_total',
      help: 'Commands sent to the database by name',
      labelNames: ['command'],
      registers: [registry],
    }),
  };
}
