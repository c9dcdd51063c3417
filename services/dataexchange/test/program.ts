import type { EventEnvelope } from '@gridlink/contracts';
import { type ConsumerMessages, connect, credsAuthenticator, type JsMsg, type NatsConnection } from 'nats';
import type { TestBroker } from './broker.ts';
import type { Exchange } from './exchange.ts';

export const OPEN = `mutation ($input: OpenFeedInput!) { openFeed(input: $input) {
  feed { status stream durable apiPrefix inboxPrefix } credentials { creds expiresAt } userErrors { code } } }`;

export type OpenedFeed = { status: string; stream: string; durable: string; apiPrefix: string; inboxPrefix: string };
export type Opened = {
  openFeed: {
    feed: OpenedFeed | null;
    credentials: { creds: string; expiresAt: string } | null;
    userErrors: { code: string }[];
  };
};

export type Program = {
  readonly connection: NatsConnection;
  readonly feed: OpenedFeed;
  /** Events handled so far, in the order they came. */
  readonly handled: EventEnvelope[];
  /** What the broker refused. */
  readonly refusals: string[];
  stop(): Promise<void>;
};

/** Where a delivery is acknowledged: the client's own "ack" goes to JetStream, which a program may not speak to. */
const acknowledgement = ({ apiPrefix }: OpenedFeed, message: JsMsg): string =>
  // Every client's message has its reply subject; this one's type leaves it out.
  (message as unknown as { reply: string }).reply.replace('$JS.ACK', `${apiPrefix}.ACK`);

export async function open(
  exchange: Exchange,
  who: unknown,
  organization: string,
): Promise<{ feed: OpenedFeed; creds: string }> {
  const { data, errors } = await exchange.ask<Opened>(who, OPEN, { input: { organization } });
  const { feed, credentials } = data?.openFeed ?? {};
  if (!feed || !credentials) throw new Error(JSON.stringify({ data, errors }));
  return { feed, creds: credentials.creds };
}

/** A department's program connected to the broker, not reading yet. */
export async function connectProgram(
  broker: TestBroker,
  { feed, creds }: { feed: OpenedFeed; creds: string },
): Promise<Program> {
  const connection = await connect({
    servers: broker.url,
    authenticator: credsAuthenticator(new TextEncoder().encode(creds)),
    inboxPrefix: feed.inboxPrefix,
    reconnectTimeWait: 100,
    maxReconnectAttempts: -1,
  });
  const refusals: string[] = [];
  void (async () => {
    for await (const status of connection.status())
      if (status.permissionContext)
        refusals.push(`${status.permissionContext.operation} ${status.permissionContext.subject}`);
  })();
  return { connection, feed, handled: [], refusals, stop: () => connection.close() };
}

async function consume({ connection, feed }: Program): Promise<ConsumerMessages> {
  const consumer = await connection.jetstream({ apiPrefix: feed.apiPrefix }).consumers.get(feed.stream, feed.durable);
  return consumer.consume({ max_messages: 10, expires: 2_000 });
}

/** The same, reading with a stock JetStream client until stopped. */
export async function startProgram(broker: TestBroker, opened: { feed: OpenedFeed; creds: string }): Promise<Program> {
  const program = await connectProgram(broker, opened);
  const messages = await consume(program).catch(async (error: unknown) => {
    await program.connection.close();
    throw error;
  });
  void (async () => {
    for await (const message of messages) {
      program.handled.push(message.json<EventEnvelope>());
      program.connection.publish(acknowledgement(opened.feed, message));
    }
  })();
  return {
    ...program,
    async stop() {
      if (program.connection.isClosed()) return;
      await messages.close();
      await program.connection.drain();
    },
  };
}
