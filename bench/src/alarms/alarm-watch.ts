import { connectNats, streamName } from '@gridlink/event-bus';
import type { Stack } from '@gridlink/stack';
import { type ConsumerMessages, DeliverPolicy, ReplayPolicy } from 'nats';

/** A reminder or a late warning as a subscriber heard it. */
export type Raised = {
  readonly event: string;
  /** Number of the ticket. */
  readonly code: string;
  readonly verb: 'reminded' | 'late';
  /** The deadline it is about. */
  readonly deadline: string;
  /** When the sweeper says that it raised it, and when it was heard; milliseconds since 1970. */
  readonly saidAtMs: number;
  readonly heardAtMs: number;
};

/** A subscriber that hears every reminder and every late warning, and when. */
export type AlarmWatch = {
  /** Everything heard so far. */
  all(): readonly Raised[];
  of(code: string): readonly Raised[];
  /** How many tickets have been heard of. */
  tickets(): number;
  close(): Promise<void>;
};

type Heard = {
  readonly id: string;
  readonly subject: string;
  readonly time: string;
  readonly data: { readonly detail: { readonly deadline: string } };
};

async function read(messages: ConsumerMessages, note: (raised: Raised) => void): Promise<void> {
  for await (const message of messages) {
    const { id, subject, time, data } = message.json<Heard>();
    const verb = message.subject.endsWith('.late') ? 'late' : 'reminded';
    const { deadline } = data.detail;
    note({ event: id, code: subject, verb, deadline, saidAtMs: Date.parse(time), heardAtMs: Date.now() });
  }
}

export async function openAlarmWatch({ endpoints }: Stack): Promise<AlarmWatch> {
  const { nats, eventPrefix } = endpoints;
  const connection = await connectNats({ url: nats.url, credentials: nats.credentials, name: 'alarm-watch' });
  const consumer = await connection.jetstream().consumers.get(streamName(eventPrefix, 'tickets'), {
    filterSubjects: ['reminded', 'late'].map((verb) => `${eventPrefix}.*.tickets.ticket.${verb}`),
    deliver_policy: DeliverPolicy.New,
    replay_policy: ReplayPolicy.Instant,
  });
  const messages = await consumer.consume();
  const all: Raised[] = [];
  const byTicket = new Map<string, Raised[]>();
  const reading = read(messages, (raised) => {
    all.push(raised);
    byTicket.set(raised.code, [...(byTicket.get(raised.code) ?? []), raised]);
  });
  return {
    all: () => all,
    of: (code) => byTicket.get(code) ?? [],
    tickets: () => byTicket.size,
    async close() {
      await messages.close();
      await reading;
      await connection.close();
    },
  };
}
