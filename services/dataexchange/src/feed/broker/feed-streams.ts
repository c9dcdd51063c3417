import type { EventEnvelope } from '@gridlink/contracts';
import {
  AckPolicy,
  DeliverPolicy,
  type JetStreamClient,
  type JetStreamManager,
  type NatsConnection,
  NatsError,
  nanos,
  ReplayPolicy,
  RetentionPolicy,
  StorageType,
} from 'nats';
import type { FeedAddress } from '../domain/feed.ts';
import { feedSubject } from '../domain/feed-event.ts';

/** The broker's side of the feeds. */
export type FeedStreams = {
  /** Makes stream and durable where they are missing; the stream's incarnation, by which a wiped store is noticed. */
  ensure(feed: FeedAddress): Promise<string>;
  /** Takes stream and durable away: whoever still holds credentials has nothing left to read. */
  remove(feed: FeedAddress): Promise<void>;
  /** Resolves when the stream has the event; the same event twice within the duplicate window is there once. */
  publish(feed: FeedAddress, event: EventEnvelope): Promise<void>;
};

export type StreamSettings = { readonly replicas: number; readonly maxAgeDays: number };

const DAY_MS = 86_400_000;
const NOT_FOUND: ReadonlySet<number> = new Set([10_059, 10_014]);
const NAME_IN_USE: ReadonlySet<number> = new Set([10_058, 10_013]);

const hasCode = (error: unknown, codes: ReadonlySet<number>): boolean =>
  error instanceof NatsError && error.api_error !== undefined && codes.has(error.api_error.err_code ?? 0);

/** What is there, or what is made when it is not; of two replicas that make it at once either wins. */
async function ensured<T>(look: () => Promise<T>, make: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (!hasCode(error, NOT_FOUND)) throw error;
  }
  try {
    return await make();
  } catch (error) {
    if (!hasCode(error, NAME_IN_USE)) throw error;
    return look();
  }
}

export async function createFeedStreams(connection: NatsConnection, settings: StreamSettings): Promise<FeedStreams> {
  const manager: JetStreamManager = await connection.jetstreamManager({ checkAPI: false, timeout: 3_000 });
  const client: JetStreamClient = connection.jetstream({ timeout: 3_000 });

  const makeStream = ({ stream, subject }: FeedAddress) =>
    manager.streams.add({
      name: stream,
      subjects: [`${subject}.>`],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      num_replicas: settings.replicas,
      max_age: nanos(settings.maxAgeDays * DAY_MS),
      duplicate_window: nanos(120_000),
    });

  const makeDurable = ({ stream, durable }: FeedAddress) =>
    manager.consumers.add(stream, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      replay_policy: ReplayPolicy.Instant,
      ack_wait: nanos(30_000),
      max_ack_pending: 500,
      max_deliver: -1,
    });

  return {
    async ensure(feed) {
      const { created } = await ensured(
        () => manager.streams.info(feed.stream),
        () => makeStream(feed),
      );
      await ensured(
        () => manager.consumers.info(feed.stream, feed.durable),
        () => makeDurable(feed),
      );
      return String(created);
    },
    async remove({ stream }) {
      await manager.streams.delete(stream).catch((error: unknown) => {
        if (!hasCode(error, NOT_FOUND)) throw error;
      });
    },
    async publish(feed, event) {
      await client.publish(feedSubject(feed.subject, event), JSON.stringify(event), {
        msgID: event.id,
        expect: { streamName: feed.stream },
      });
    },
  };
}
