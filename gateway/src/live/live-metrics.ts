import { Counter, Gauge, type Registry } from 'prom-client';

export type LiveMetrics = {
  pushed(): void;
  ended(why: string): void;
  heard(): void;
};

/** Figures of live updates; the gauges are read when the page is. */
export function createLiveMetrics(
  registry: Registry,
  figures: { readonly streams: () => number; readonly groups: () => number; readonly isCurrent: () => boolean },
): LiveMetrics {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  gauge('gridlink_live_streams', 'Streams open to clients', figures.streams);
  gauge('gridlink_live_groups', 'Groups of streams that are answered together', figures.groups);
  gauge('gridlink_live_current', '1 while events are heard from the broker', () => (figures.isCurrent() ? 1 : 0));
  const pushes = new Counter({ name: 'gridlink_live_pushes_total', help: 'Pushes handed to clients', registers });
  const events = new Counter({ name: 'gridlink_live_events_total', help: 'Events heard from the broker', registers });
  const ends = new Counter({
    name: 'gridlink_live_ends_total',
    help: 'Streams that ended: by the client (GONE) or from this side, by reason (TOO_SLOW: dropped slow clients)',
    labelNames: ['why'],
    registers,
  });
  return { pushed: () => pushes.inc(), heard: () => events.inc(), ended: (why) => ends.inc({ why }) };
}
