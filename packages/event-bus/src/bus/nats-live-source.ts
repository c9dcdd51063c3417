import { setTimeout as pause } from 'node:timers/promises';
import type { EventEnvelope } from '@gridlink/contracts';
import {
  AckPolicy,
  ConsumerEvents,
  type ConsumerMessages,
  DeliverPolicy,
  Events,
  type JetStreamManager,
  type JsMsg,
  type NatsConnection,
  nanos,
  type StreamInfo,
} from 'nats';
import { eventInMessage } from './event-in-message.ts';
import type { LiveSource, LiveSourceOptions, StreamPosition } from './live-source.ts';
import { connectNats, type NatsBusOptions } from './nats-bus.ts';
import { readEarlier } from './nats-earlier-events.ts';
import { nounSubjects, streamName } from './subjects.ts';

export type FollowStreamOptions = LiveSourceOptions & Pick<NatsBusOptions, 'url' | 'credentials' | 'prefix' | 'name'>;

const RETRY_MS = 250;
const IN_FLIGHT = 1_000;
const HEARTBEAT_MS = 5_000;
const REQUEST_MS = 5_000;
/** A consumer nobody reads any more is forgotten by the broker after this. */
const FORGOTTEN_AFTER_MS = 60_000;
/** Events this much older than their stream were published again after its predecessor was lost; clocks may differ by some of it. */
const REFILL_MARGIN_MS = 60_000;

/**
 * Follows one noun's events in stream order by a consumer of its own that lives in the broker's memory. After any break a new consumer
 * begins behind the last sequence heard, so nothing is heard twice and nothing is left out. Returns at once: whoever starts without a
 * broker begins to hear when it comes.
 */
export function followStream(options: FollowStreamOptions): LiveSource {
  const stream = streamName(options.prefix, options.domain);
  let connection: NatsConnection | undefined;
  let manager: JetStreamManager | undefined;
  let messages: ConsumerMessages | undefined;
  let position: StreamPosition | undefined;
  let current = false;
  let stopped = false;
  // A broker that is away fails several times a second; one line says so until it is back.
  let isToldAway = false;

  const arrive = ({ created, state }: StreamInfo): StreamPosition => {
    const generation = String(created);
    if (position?.generation === generation && position.sequence <= state.last_seq) return position;
    const from = position ? state.last_seq : Math.max(0, state.last_seq - options.back);
    const arrived = { generation, sequence: from };
    options.onBegin(arrived);
    return arrived;
  };

  const hear = (message: JsMsg, generation: string): void => {
    const event = eventInMessage(message, options.onProblem);
    position = { generation, sequence: message.seq };
    if (event && !isRefill(event, generation)) options.onEvent({ sequence: message.seq, event });
  };

  const followOnce = async (opened: NatsConnection): Promise<void> => {
    manager ??= await opened.jetstreamManager({ checkAPI: false, timeout: REQUEST_MS });
    const info = await manager.streams.info(stream);
    position = arrive(info);
    const { generation, sequence } = position;
    const { name, num_pending } = await manager.consumers.add(stream, {
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: sequence + 1,
      filter_subject: nounSubjects(options.prefix, options.domain, options.noun),
      inactive_threshold: nanos(FORGOTTEN_AFTER_MS),
      mem_storage: true,
      num_replicas: 1,
    });
    const consumer = await opened.jetstream().consumers.get(stream, name);
    const heard = await consumer.consume({ max_messages: IN_FLIGHT, idle_heartbeat: HEARTBEAT_MS, expires: 30_000 });
    messages = heard;
    isToldAway = false;
    if (stopped) return void (await heard.close());
    void endWhenSilent(heard);
    // Nothing to catch up with: what other nouns published meanwhile is behind us as well.
    if (num_pending === 0) position = { generation, sequence: Math.max(sequence, info.state.last_seq) };
    current = num_pending === 0;
    let next = 1;
    try {
      for await (const message of heard) {
        // Nothing is acknowledged, so what the network lost shows as a hole in the consumer's own count.
        if (message.info.deliverySequence !== next) return;
        next += 1;
        hear(message, generation);
        if (message.info.pending === 0) current = true;
      }
    } finally {
      current = false;
      heard.stop();
      void manager.consumers.delete(stream, name).catch(() => undefined);
    }
  };

  const run = async (): Promise<void> => {
    const opened = await connectNats(options);
    if (stopped) return opened.close();
    connection = opened;
    void endOnDisconnect(opened, () => {
      current = false;
      messages?.stop();
    });
    while (!stopped) {
      await followOnce(opened).catch((error: unknown) => {
        if (!stopped && !isToldAway) options.onProblem(`${stream} cannot be followed, trying again`, error);
        isToldAway = true;
      });
      if (!stopped) await pause(RETRY_MS, undefined, { ref: false });
    }
  };
  const running = run().catch((error: unknown) => options.onProblem(`${stream} cannot be followed`, error));

  return {
    isCurrent: () => current,
    position: () => position,
    async readAfter(from, wanted) {
      if (!connection || !manager) throw new Error('the broker was not reached yet');
      return readEarlier({ connection, manager, ...options }, from, wanted);
    },
    async stop() {
      stopped = true;
      await messages?.close().catch(() => undefined);
      // A broker that was never reached is waited for without end; the connection is closed again when it comes.
      if (!connection) return;
      await connection.close();
      await running;
    },
  };
}

const isRefill = (event: EventEnvelope, generation: string): boolean =>
  Date.parse(event.time) < Date.parse(generation) - REFILL_MARGIN_MS;

/** The client neither re-creates a consumer the broker forgot nor ends its messages: both show as missing heartbeats. */
async function endWhenSilent(messages: ConsumerMessages): Promise<void> {
  for await (const { type } of await messages.status()) {
    if (type === ConsumerEvents.HeartbeatsMissed || type === ConsumerEvents.ConsumerDeleted) messages.stop();
  }
}

async function endOnDisconnect(connection: NatsConnection, end: () => void): Promise<void> {
  for await (const { type } of connection.status()) if (type === Events.Disconnect) end();
}
