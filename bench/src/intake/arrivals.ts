import { connectNats, streamName } from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';
import { type ConsumerMessages, DeliverPolicy, ReplayPolicy } from 'nats';
import { keepAccount } from './keep-account.ts';

/** A subscriber that reads the tickets' stream as a department's program would, and says what has arrived. */
export type Arrivals = {
  /** Resolves when the event of a ticket has arrived; at once when it has already. */
  of(code: string): Promise<void>;
  close(): Promise<void>;
};

async function read(messages: ConsumerMessages, note: (code: string) => void): Promise<void> {
  for await (const message of messages) note(message.json<{ subject: string }>().subject);
}

/** @param verb of the tickets' events that are waited for */
export async function openArrivals(
  { endpoints }: Stack,
  verb: 'reported' | 'dispatched' = 'reported',
): Promise<Arrivals> {
  const { nats, eventPrefix } = endpoints;
  const connection = await connectNats({ url: nats.url, credentials: nats.credentials, name: 'bench-intake' });
  const consumer = await connection.jetstream().consumers.get(streamName(eventPrefix, 'tickets'), {
    filterSubjects: `${eventPrefix}.*.tickets.ticket.${verb}`,
    deliver_policy: DeliverPolicy.New,
    replay_policy: ReplayPolicy.Instant,
  });
  const messages = await consumer.consume();
  const account = keepAccount();
  const reading = read(messages, account.note);
  return {
    of: account.until,
    async close() {
      await messages.close();
      await reading;
      await connection.close();
    },
  };
}
