import {
  AckPolicy,
  type Consumer,
  type ConsumerMessages,
  DeliverPolicy,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  nanos,
  ReplayPolicy,
} from 'nats';
import type { RunningSubscription, Subscription, Verdict } from './event-bus.ts';
import { ensureStream, hasJetStreamCode, type StreamSettings } from './nats-streams.ts';
import { readEvent } from './read-event.ts';
import { nounSubjects, streamName } from './subjects.ts';

export type ConsumerDeps = {
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly settings: StreamSettings;
  readonly onProblem: (message: string, error: unknown) => void;
};

const ACK_WAIT_MS = 30_000;
/** As many as are read and written together while the last ones are; more would wait in the process instead of the broker. */
const IN_FLIGHT = 256;
const JETSTREAM_CONSUMER_DIFFERS = 10148;
const CHECK_MS = 5_000;
const RESTART_MS = 500;

async function ensureConsumer(deps: ConsumerDeps, subscription: Subscription): Promise<Consumer> {
  await ensureStream(deps.manager, deps.settings, subscription.domain);
  const stream = streamName(deps.settings.prefix, subscription.domain);
  const { consumers } = deps.manager;
  const changeable = { ack_wait: nanos(ACK_WAIT_MS), max_ack_pending: IN_FLIGHT, max_deliver: -1 };
  try {
    await consumers.add(stream, {
      durable_name: subscription.durable,
      filter_subject: nounSubjects(deps.settings.prefix, subscription.domain, subscription.noun),
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      replay_policy: ReplayPolicy.Instant,
      ...changeable,
    });
  } catch (error) {
    // Made by an earlier release, with other bounds.
    if (!hasJetStreamCode(error, JETSTREAM_CONSUMER_DIFFERS)) throw error;
    await consumers.update(stream, subscription.durable, changeable);
  }
  return deps.client.consumers.get(stream, subscription.durable);
}

/** No later delivery would read better, and some dozens of such messages waiting for one would fill the durable's window. */
async function setAside(subscription: Subscription, message: JsMsg, reason: string): Promise<void> {
  const { stream, streamSequence } = message.info;
  const { subject, data } = message;
  await subscription.setAside?.({ subject, stream, streamSequence, bytes: data.length, reason });
  message.term(reason);
}

async function handleMessage(deps: ConsumerDeps, subscription: Subscription, message: JsMsg): Promise<void> {
  let verdict: Verdict;
  try {
    const read = readEvent(deps.settings.prefix, message);
    if ('reason' in read) {
      deps.onProblem(`${subscription.durable}: a message of ${message.subject} is unreadable`, read.reason);
      return await setAside(subscription, message, read.reason);
    }
    verdict = await subscription.handle({ event: read.event, attempt: message.info.redeliveryCount });
  } catch (error) {
    deps.onProblem(`${subscription.durable}: delivery failed`, error);
    verdict = { kind: 'RETRY', delayMs: 1_000 };
  }
  if (verdict.kind === 'DONE') message.ack();
  else message.nak(verdict.delayMs);
}

/** Messages of one aggregate are handled one after the other, those of different aggregates side by side. */
function createLanes(handle: (message: JsMsg) => Promise<void>) {
  const lanes = new Map<string, Promise<void>>();
  return {
    push(lane: string, message: JsMsg): void {
      const next = (lanes.get(lane) ?? Promise.resolve()).then(() => handle(message));
      lanes.set(lane, next);
      void next.finally(() => {
        if (lanes.get(lane) === next) lanes.delete(lane);
      });
    },
    drained: async (): Promise<void> => {
      await Promise.allSettled(lanes.values());
    },
  };
}

const laneOf = (message: JsMsg): string => message.headers?.get('Gridlink-Subject') ?? message.subject;

/**
 * Reads a durable until stopped. The client neither re-creates a durable that was deleted nor notices a wiped store,
 * so the durable is looked at every few seconds and made again when it is gone.
 */
export async function runConsumer(deps: ConsumerDeps, subscription: Subscription): Promise<RunningSubscription> {
  let running = true;
  let messages: ConsumerMessages | undefined;
  const lanes = createLanes((message) => handleMessage(deps, subscription, message));

  const readOnce = async (): Promise<void> => {
    const consumer = await ensureConsumer(deps, subscription);
    const current = await consumer.consume({ max_messages: IN_FLIGHT, idle_heartbeat: CHECK_MS, expires: 30_000 });
    messages = current;
    if (!running) return void (await current.close());
    const check = setInterval(() => {
      consumer.info().catch(() => current.stop());
    }, CHECK_MS);
    try {
      for await (const message of current) lanes.push(laneOf(message), message);
    } finally {
      clearInterval(check);
    }
  };

  const loop = (async () => {
    while (running) {
      await readOnce().catch((error: unknown) => {
        if (running) deps.onProblem(`${subscription.durable}: reading stopped, trying again`, error);
      });
      if (running) await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
    }
  })();

  return {
    async stop() {
      running = false;
      await messages?.close().catch(() => undefined);
      await loop;
      await lanes.drained();
    },
  };
}
