import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventEnvelope, eventEnvelopeSchema } from '@gridlink/contracts';
import { connectNats, createNatsBus, streamName } from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';
import { DeliverPolicy } from 'nats';

/** When each of a number of events was published and when it had arrived, by the instant it names. */
export type Pulse = {
  /** Publishes events of a ticket at a rate; resolves when the plain consumer has had them all. */
  send(count: number, perSecond: number): Promise<readonly Sent[]>;
  close(): Promise<void>;
};

export type Sent = { readonly at: string; readonly publishedAt: number; readonly consumedAt: number };

/** The newest event of the tickets' stream, to be told again with another name and instant. */
async function newestEvent({ endpoints }: Stack): Promise<EventEnvelope> {
  const { nats, eventPrefix } = endpoints;
  const connection = await connectNats({ url: nats.url, credentials: nats.credentials, name: 'bench-live' });
  const manager = await connection.jetstreamManager();
  const stream = streamName(eventPrefix, 'tickets');
  const { state } = await manager.streams.info(stream);
  const { data } = await manager.streams.getMessage(stream, { seq: state.last_seq });
  await connection.close();
  return eventEnvelopeSchema.parse(JSON.parse(Buffer.from(data).toString('utf8')));
}

/** Events about one real ticket, published as the tickets service does, and a plain JetStream consumer beside to hold others against. */
export async function openPulse(stack: Stack): Promise<Pulse> {
  const { nats, eventPrefix: prefix } = stack.endpoints;
  const broker = { url: nats.url, credentials: nats.credentials };
  const pattern = await newestEvent(stack);
  const bus = await createNatsBus({ ...broker, prefix, name: 'bench-live' });
  const connection = await connectNats({ ...broker, name: 'bench-live' });
  const consumer = await connection.jetstream().consumers.get(streamName(prefix, 'tickets'), {
    filterSubjects: `${prefix}.*.tickets.ticket.progressed`,
    deliver_policy: DeliverPolicy.New,
  });
  const consumed = new Map<string, number>();
  const messages = await consumer.consume();
  const reading = (async () => {
    for await (const message of messages) consumed.set(message.json<EventEnvelope>().time, performance.now());
  })();
  const begunAt = Date.now();
  let next = 0;

  const publish = async (): Promise<Omit<Sent, 'consumedAt'>> => {
    const at = new Date(begunAt + next++).toISOString();
    const publishedAt = performance.now();
    await bus.publish({ ...pattern, id: randomUUID(), type: 'gridlink.tickets.ticket.progressed.v1', time: at });
    return { at, publishedAt };
  };

  return {
    async send(count, perSecond) {
      const sent: Omit<Sent, 'consumedAt'>[] = [];
      for (let number = 0; number < count; number++) {
        sent.push(await publish());
        await pause(1_000 / perSecond);
      }
      while (sent.some(({ at }) => !consumed.has(at))) await pause(20);
      return sent.map((each) => ({ ...each, consumedAt: consumed.get(each.at) ?? Number.NaN }));
    },
    async close() {
      await messages.close();
      await reading;
      await Promise.all([connection.close(), bus.close()]);
    },
  };
}
