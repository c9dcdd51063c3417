import { Counter, Gauge, type Registry } from 'prom-client';

export type AlarmMetrics = { readonly raised: Counter };

/** Beyond this many the exact figure says nothing more, and counting would cost. */
const COUNTED = 1_000;

/** What an operator watches: alarms that are due and in nobody's hand (zero while a sweeper runs), and how many were raised here. */
export function createAlarmMetrics(registry: Registry, countDue: (most: number) => Promise<number>): AlarmMetrics {
  new Gauge({
    name: 'gridlink_tickets_alarms_due',
    help: `Reminders and late warnings due and not claimed, at most ${COUNTED}`,
    registers: [registry],
    async collect() {
      this.set(await countDue(COUNTED));
    },
  });
  const raised = new Counter({
    name: 'gridlink_tickets_alarms_raised_total',
    help: 'Tickets whose reminders and late warnings this process raised',
    registers: [registry],
  });
  return { raised };
}
