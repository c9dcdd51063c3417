import { connectNats, streamName } from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';
import { type ConsumerMessages, DeliverPolicy, ReplayPolicy } from 'nats';

/** A subscriber that reads the tickets' stream as a department's program would, and says what has arrived. */
export type Arrivals = {
  /** Resolves when the event that a ticket was reported has arrived; at once when it has already. */
  of(code: string): Promise<void>;
  close(): Promise<void>;
};

const LONGEST_WAIT_MS = 60_000;

function keepAccount() {
  const arrived = new Set<string>();
  const waiting = new Map<string, () => void>();
  return {
    note(code: string): void {
      arrived.add(code);
      waiting.get(code)?.();
      waiting.delete(code);
    },
    until(code: string): Promise<void> {
      if (arrived.has(code)) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const late = (): void => reject(new Error(`the event of ${code} did not arrive in ${LONGEST_WAIT_MS} ms`));
        const timer = setTimeout(late, LONGEST_WAIT_MS);
        waiting.set(code, () => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}

async function read(messages: ConsumerMessages, note: (code: string) => void): Promise<void> {
  for await (const message of messages) note(message.json<{ subject: string }>().subject);
}

export async function openArrivals({ endpoints }: Stack): Promise<Arrivals> {
  const { nats, eventPrefix } = endpoints;
  const connection = await connectNats({ url: nats.url, credentials: nats.credentials, name: 'bench-intake' });
  const consumer = await connection.jetstream().consumers.get(streamName(eventPrefix, 'tickets'), {
    filterSubjects: `${eventPrefix}.*.tickets.ticket.reported`,
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
