import { answeredWithin } from '@gridlink/subgraph-kit';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type AlarmMetrics = { readonly raised: Counter; readonly sweepSeconds: Histogram };

/** Beyond this many the exact figure says nothing more, and counting would cost. */
const COUNTED = 1_000;
/** Every other figure has to be had while the database hangs. */
const ANSWERS_WITHIN_MS = 2_000;

/** What an operator watches: alarms that are due and in nobody's hand (zero while a sweeper runs), how many were raised here, and what looking costs. */
export function createAlarmMetrics(registry: Registry, countDue: (most: number) => Promise<number>): AlarmMetrics {
  new Gauge({
    name: 'gridlink_tickets_alarms_due',
    help: `Reminders and late warnings due and not claimed, at most ${COUNTED}`,
    registers: [registry],
    async collect() {
      this.set(await answeredWithin(ANSWERS_WITHIN_MS, () => countDue(COUNTED)).catch(() => Number.NaN));
    },
  });
  const raised = new Counter({
    name: 'gridlink_tickets_alarms_raised_total',
    help: 'Tickets whose reminders and late warnings this process raised',
    registers: [registry],
  });
  const sweepSeconds = new Histogram({
    name: 'gridlink_tickets_alarm_sweep_seconds',
    help: 'Looks for due reminders and late warnings, with raising those that were found',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.05, 0.25, 1, 5],
    registers: [registry],
  });
  return { raised, sweepSeconds };
}
