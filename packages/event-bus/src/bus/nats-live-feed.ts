import { type EventEnvelope, eventEnvelopeSchema, eventTypeParts } from '@gridlink/contracts';
import { DeliverPolicy, Events, type NatsConnection } from 'nats';
import type { LiveFeed, LiveFeedOptions } from './live-feed.ts';
import { connectNats, type NatsBusOptions } from './nats-bus.ts';
import { hasJetStreamCode, JETSTREAM_STREAM_NOT_FOUND } from './nats-streams.ts';
import { streamName } from './subjects.ts';

export type FollowLiveOptions = LiveFeedOptions & Pick<NatsBusOptions, 'url' | 'credentials' | 'prefix' | 'name'>;

const BATCH = 500;
const BATCH_WAIT_MS = 1_000;
const RETRY_MS = 1_000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

/**
 * Follows one event type without a durable: a plain subscription hears events as they are published, and the stream is read back
 * at the start and after every break. Returns at once: whoever starts without a broker begins to hear when it comes.
 */
export function followLive(options: FollowLiveOptions): LiveFeed {
  let connection: NatsConnection | undefined;
  let current = false;
  let stopped = false;
  // Counts breaks: a read-back that a break overtook proves nothing, and the one after it is already on its way.
  let breaks = 0;

  const readBackUntilDone = async (opened: NatsConnection): Promise<void> => {
    const begunAt = breaks;
    while (!stopped && breaks === begunAt) {
      try {
        await readBack(opened, options);
        if (breaks === begunAt) current = true;
        return;
      } catch (error) {
        if (stopped || breaks !== begunAt) return;
        options.onProblem('earlier events were not read, trying again', error);
        await pause(RETRY_MS);
      }
    }
  };

  const run = async (): Promise<void> => {
    const opened = await connectNats(options);
    if (stopped) return opened.close();
    connection = opened;
    void listen(opened, options);
    // The subscription is at the broker before the stream is read, or an event could fall between the two.
    await opened.flush();
    void readBackUntilDone(opened);
    for await (const { type } of opened.status()) {
      if (type === Events.Disconnect) {
        current = false;
        breaks += 1;
      }
      if (type === Events.Reconnect) void readBackUntilDone(opened);
    }
  };
  void run().catch((error: unknown) => options.onProblem(`${options.type} cannot be heard`, error));

  return {
    isCurrent: () => current,
    async stop() {
      stopped = true;
      current = false;
      await connection?.close();
    },
  };
}

const subjectsOf = ({ prefix, type }: FollowLiveOptions): string => {
  const { domain, noun, verb } = eventTypeParts(type);
  return `${prefix}.*.${domain}.${noun}.${verb}`;
};

function take(data: Uint8Array, options: FollowLiveOptions): void {
  try {
    const event: EventEnvelope = eventEnvelopeSchema.parse(JSON.parse(Buffer.from(data).toString('utf8')));
    if (event.type === options.type) options.handle(event);
  } catch (error) {
    options.onProblem(`an event cannot be read: ${options.type}`, error);
  }
}

async function listen(connection: NatsConnection, options: FollowLiveOptions): Promise<void> {
  for await (const { data } of connection.subscribe(subjectsOf(options))) take(data, options);
}

/** Reads what was published while nobody listened. A stream that is not there holds nothing: its owner has not started yet. */
async function readBack(connection: NatsConnection, options: FollowLiveOptions): Promise<void> {
  const since = new Date(Date.now() - options.backSeconds * 1000).toISOString();
  const { domain } = eventTypeParts(options.type);
  try {
    const consumer = await connection.jetstream().consumers.get(streamName(options.prefix, domain), {
      filterSubjects: subjectsOf(options),
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: since,
    });
    for (;;) {
      const batch = await consumer.fetch({ max_messages: BATCH, expires: BATCH_WAIT_MS });
      let read = 0;
      for await (const message of batch) {
        take(message.data, options);
        read += 1;
        if (message.info.pending === 0) return void (await batch.close());
      }
      if (read === 0) return;
    }
  } catch (error) {
    if (!hasJetStreamCode(error, JETSTREAM_STREAM_NOT_FOUND)) throw error;
  }
}
