import type { EventEnvelope } from '@gridlink/contracts';
import { eventTypeParts } from '@gridlink/contracts';
import type { EventBus, RunningSubscription, Subscription } from './event-bus.ts';

type Reader = Subscription & { position: number; running: boolean };

/** One process's bus: the same promises as the broker's (at least once, durable by name), without the broker. Passes the same spec. */
export function createMemoryBus(): EventBus {
  const log: EventEnvelope[] = [];
  const ids = new Set<string>();
  const positions = new Map<string, number>();
  const readers = new Set<Reader>();

  const deliver = async (reader: Reader, event: EventEnvelope): Promise<void> => {
    for (let attempt = 1; reader.running; attempt++) {
      const verdict = await reader.handle({ event, attempt }).catch(() => ({ kind: 'RETRY', delayMs: 10 }) as const);
      if (verdict.kind === 'DONE') return;
      await new Promise((resolve) => setTimeout(resolve, verdict.delayMs));
    }
  };

  const drain = async (reader: Reader): Promise<void> => {
    while (reader.running && reader.position < log.length) {
      const event = log[reader.position];
      if (event === undefined) return;
      const { domain, noun } = eventTypeParts(event.type);
      if (domain === reader.domain && noun === reader.noun) await deliver(reader, event);
      if (!reader.running) return;
      reader.position += 1;
      positions.set(reader.durable, reader.position);
    }
  };

  const active = new Map<Reader, Promise<void>>();
  const wake = (reader: Reader): void => {
    active.set(
      reader,
      (active.get(reader) ?? Promise.resolve()).then(() => drain(reader)),
    );
  };

  return {
    async publish(event) {
      if (ids.has(event.id)) return;
      ids.add(event.id);
      log.push(event);
      for (const reader of readers) wake(reader);
    },
    async subscribe(subscription): Promise<RunningSubscription> {
      const reader: Reader = { ...subscription, position: positions.get(subscription.durable) ?? 0, running: true };
      readers.add(reader);
      wake(reader);
      return {
        async stop() {
          reader.running = false;
          readers.delete(reader);
          await active.get(reader);
          active.delete(reader);
        },
      };
    },
    async onStreamGeneration(_domain, listener) {
      await listener('memory');
    },
    async ping() {},
    async close() {
      for (const reader of readers) reader.running = false;
      await Promise.all(active.values());
    },
  };
}
