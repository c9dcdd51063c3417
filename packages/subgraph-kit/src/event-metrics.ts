import { Gauge, type Registry } from 'prom-client';
import { answeredWithin } from './http/answered-within.ts';

/** What a service knows of its own events; each is asked when somebody looks at the metrics. */
export type WatchedEvents = {
  countWaiting(): Promise<number>;
  oldestWaitingSeconds(): Promise<number>;
  countParked(): Promise<number>;
};

/** Every other figure has to be had while the database hangs. */
const ANSWERS_WITHIN_MS = 2_000;

/** Whoever looks more often than operators do is shown what was read last: the figures themselves cost the database nothing to speak of. */
const READ_EVERY_MS = 10_000;

/** Shows an operator whether events leave the service and whether those of others are handled. A database that is away is no figure. */
export function showEventMetrics(registry: Registry, events: WatchedEvents): void {
  const gauge = (name: string, help: string, read: () => Promise<number>): void => {
    let readAt = Number.NEGATIVE_INFINITY;
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        if (performance.now() - readAt < READ_EVERY_MS) return;
        readAt = performance.now();
        this.set(await answeredWithin(ANSWERS_WITHIN_MS, read).catch(() => Number.NaN));
      },
    });
  };
  gauge('gridlink_outbox_waiting', 'Aggregates with events that the broker is not known to have, at most 1000', () =>
    events.countWaiting(),
  );
  gauge('gridlink_outbox_oldest_seconds', 'For how long the oldest of these events has waited', () =>
    events.oldestWaitingSeconds(),
  );
  gauge(
    'gridlink_events_parked',
    'Events that a consumer could not handle and that were not replayed, at most 1000',
    () => events.countParked(),
  );
}
