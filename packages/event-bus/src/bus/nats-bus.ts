import { readFile } from 'node:fs/promises';
import { connect, credsAuthenticator, Events, headers, type NatsConnection } from 'nats';
import type { EventBus, RunningSubscription } from './event-bus.ts';
import { runConsumer } from './nats-consumer.ts';
import { ensureStream, type StreamSettings } from './nats-streams.ts';
import { streamName, subjectOf } from './subjects.ts';

export type NatsBusOptions = {
  readonly url: string;
  /** Path of a credentials file; absent for a broker without accounts. */
  readonly credentials?: string | undefined;
  /** First token of every subject and stream; `gridlink` unless a test or drill wants its own. */
  readonly prefix: string;
  readonly name: string;
  readonly replicas?: number;
  readonly maxAgeDays?: number;
  readonly onProblem?: (message: string, error: unknown) => void;
};

const STREAM_CHECK_MS = 5_000;

/** Opens a connection that never gives up: the client's own default is ten attempts. */
export async function connectNats(
  options: Pick<NatsBusOptions, 'url' | 'credentials' | 'name'>,
): Promise<NatsConnection> {
  const authenticator = options.credentials ? credsAuthenticator(await readFile(options.credentials)) : undefined;
  return connect({
    servers: options.url.split(','),
    name: options.name,
    // Answers to an own place, so that a broker with accounts can keep each from hearing the others': `a-b` hears `_INBOX.a.b.>`.
    inboxPrefix: `_INBOX.${options.name.replaceAll('-', '.')}`,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    pingInterval: 10_000,
    waitOnFirstConnect: true,
    ...(authenticator ? { authenticator } : {}),
  });
}

/** The bus over NATS JetStream (server 2.9 or newer). */
export async function createNatsBus(options: NatsBusOptions): Promise<EventBus> {
  const connection = await connectNats(options);
  const manager = await connection.jetstreamManager({ checkAPI: false, timeout: 10_000 });
  const client = connection.jetstream({ timeout: 10_000 });
  const onProblem = options.onProblem ?? (() => undefined);
  const settings: StreamSettings = {
    prefix: options.prefix,
    replicas: options.replicas ?? 1,
    maxAgeDays: options.maxAgeDays ?? 30,
  };
  const watches: Array<() => Promise<void>> = [];
  const subscriptions = new Set<RunningSubscription>();
  const timer = setInterval(() => void lookAtStreams(), STREAM_CHECK_MS);
  timer.unref();

  async function lookAtStreams(): Promise<void> {
    for (const watch of watches) await watch().catch((error: unknown) => onProblem('stream check failed', error));
  }

  void (async () => {
    for await (const status of connection.status()) if (status.type === Events.Reconnect) await lookAtStreams();
  })();

  return {
    async publish(event) {
      const extra = headers();
      extra.set('Gridlink-Subject', event.subject);
      await client.publish(subjectOf(options.prefix, event), JSON.stringify(event), {
        msgID: event.id,
        headers: extra,
        // A stream of that name, not any stream that happens to listen: without it a wiped store swallows the event.
        expect: { streamName: streamName(options.prefix, event.type.split('.')[1] ?? '') },
      });
    },
    async subscribe(subscription) {
      const running = await runConsumer({ client, manager, settings, onProblem }, subscription);
      subscriptions.add(running);
      return {
        async stop() {
          subscriptions.delete(running);
          await running.stop();
        },
      };
    },
    async onStreamGeneration(domain, listener) {
      let known: string | undefined;
      const watch = async (): Promise<void> => {
        const { created } = await ensureStream(manager, settings, domain);
        const generation = String(created);
        if (generation === known) return;
        await listener(generation);
        known = generation;
      };
      watches.push(watch);
      await watch();
    },
    async ping() {
      await connection.flush();
    },
    async close() {
      clearInterval(timer);
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      await connection.drain().catch(() => connection.close());
    },
  };
}
