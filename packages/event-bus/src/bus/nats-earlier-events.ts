import { AckPolicy, DeliverPolicy, type JetStreamManager, type NatsConnection, nanos } from 'nats';
import { eventInMessage } from './event-in-message.ts';
import type { EarlierEvents, LiveSource, LiveSourceOptions, SequencedEvent, StreamPosition } from './live-source.ts';
import { streamName } from './subjects.ts';

type Deps = Pick<LiveSourceOptions, 'domain' | 'noun' | 'onProblem'> & {
  readonly prefix: string;
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
};
type Wanted = Parameters<LiveSource['readAfter']>[1];

const BATCH_WAIT_MS = 2_000;
const FORGOTTEN_AFTER_MS = 10_000;

/** Reads events of one jurisdiction (`*` for all) after a position, by a consumer that is deleted again. */
export async function readEarlier(deps: Deps, from: StreamPosition, wanted: Wanted): Promise<EarlierEvents> {
  const { manager, connection, prefix, domain, noun } = deps;
  const stream = streamName(prefix, domain);
  const { created, state } = await manager.streams.info(stream);
  const isKept = from.sequence + 1 >= state.first_seq && from.sequence <= state.last_seq;
  if (String(created) !== from.generation || !isKept) return 'GONE';
  const { name, num_pending } = await manager.consumers.add(stream, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: from.sequence + 1,
    filter_subject: `${prefix}.${wanted.jurisdiction}.${domain}.${noun}.*`,
    inactive_threshold: nanos(FORGOTTEN_AFTER_MS),
    mem_storage: true,
    num_replicas: 1,
  });
  try {
    if (num_pending === 0) return { events: [], upTo: state.last_seq };
    const consumer = await connection.jetstream().consumers.get(stream, name);
    const batch = await consumer.fetch({ max_messages: wanted.limit, expires: BATCH_WAIT_MS });
    const events: SequencedEvent[] = [];
    let upTo = from.sequence;
    let read = 0;
    for await (const message of batch) {
      read += 1;
      // As when following: a hole in the count ends what can be relied on.
      if (message.info.deliverySequence !== read) break;
      const event = eventInMessage(message, deps.onProblem);
      if (event) events.push({ sequence: message.seq, event });
      upTo = message.seq;
      if (message.info.pending === 0) {
        upTo = Math.max(upTo, state.last_seq);
        break;
      }
    }
    batch.stop();
    return { events, upTo };
  } finally {
    void manager.consumers.delete(stream, name).catch(() => undefined);
  }
}
