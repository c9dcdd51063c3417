import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '@gridlink/contracts';
import { connectNats } from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';
import { AckPolicy, StorageType } from 'nats';
import { keepAccount } from '../intake/keep-account.ts';

/** Publish and consume with nothing around, over a stream of the same settings: what the broker can do at most. */
export type RawLine = {
  /** Publishes a copy of the event. @returns its subject, once the broker has it */
  publish(): Promise<string>;
  of(subject: string): Promise<void>;
  close(): Promise<void>;
};

const STREAM = 'BENCH_RAW';

export async function openRawLine({ endpoints }: Stack, pattern: EventEnvelope): Promise<RawLine> {
  const { url, credentials } = endpoints.nats;
  const [sender, receiver] = await Promise.all(
    ['bench-raw-out', 'bench-raw-in'].map((name) => connectNats({ url, credentials, name })),
  );
  if (!sender || !receiver) throw new Error('no connection to the broker');
  const manager = await sender.jetstreamManager();
  await manager.streams.add({ name: STREAM, subjects: ['benchraw.>'], storage: StorageType.File });
  await manager.consumers.add(STREAM, { durable_name: 'raw', ack_policy: AckPolicy.Explicit, max_ack_pending: 500 });
  const messages = await (await receiver.jetstream().consumers.get(STREAM, 'raw')).consume({ max_messages: 200 });
  const account = keepAccount();
  const reading = (async () => {
    for await (const message of messages) {
      account.note(message.json<EventEnvelope>().subject);
      message.ack();
    }
  })();
  const out = sender.jetstream();
  return {
    of: account.until,
    async publish() {
      const subject = randomUUID();
      await out.publish('benchraw.event', JSON.stringify({ ...pattern, subject, id: subject }), { msgID: subject });
      return subject;
    },
    async close() {
      await messages.close();
      await reading;
      await Promise.all([sender.close(), receiver.close()]);
    },
  };
}
