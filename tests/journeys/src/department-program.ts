import type { EventEnvelope } from '@gridlink/contracts';
import type { GraphClient } from '@gridlink/demo';
import { connect, credsAuthenticator, type NatsConnection } from 'nats';

export type Feed = {
  readonly stream: string;
  readonly durable: string;
  readonly apiPrefix: string;
  readonly inboxPrefix: string;
  readonly creds: string;
};

const OPEN_FEED = /* GraphQL */ `
  mutation OpenFeed($input: OpenFeedInput!) {
    openFeed(input: $input) {
      feed { stream durable apiPrefix inboxPrefix }
      credentials { creds }
      userErrors { code message }
    }
  }
`;

/** A department's steward opens its feed and is given the program's credentials, once. */
export async function openFeed(steward: GraphClient, organization: string): Promise<Feed> {
  const { feed, credentials } = await steward.command<{ feed: Omit<Feed, 'creds'>; credentials: { creds: string } }>(
    OPEN_FEED,
    {
      input: { organization },
    },
  );
  return { ...feed, creds: credentials.creds };
}

export type Program = {
  readonly connection: NatsConnection;
  /** Events handled, in the order they came. */
  readonly handled: EventEnvelope[];
  /** What the broker itself refused. */
  readonly refusals: string[];
  stop(): Promise<void>;
};

/** The department's own program: a stock NATS client with nothing but its credentials. */
export async function startProgram(url: string, feed: Feed): Promise<Program> {
  const connection = await connect({
    servers: url,
    authenticator: credsAuthenticator(new TextEncoder().encode(feed.creds)),
    inboxPrefix: feed.inboxPrefix,
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
  });
  const refusals: string[] = [];
  void (async () => {
    for await (const status of connection.status()) {
      if (status.permissionContext) refusals.push(status.permissionContext.subject);
    }
  })();
  const consumer = await connection.jetstream({ apiPrefix: feed.apiPrefix }).consumers.get(feed.stream, feed.durable);
  const messages = await consumer.consume({ max_messages: 10, expires: 2_000 });
  const handled: EventEnvelope[] = [];
  void (async () => {
    for await (const message of messages) {
      handled.push(message.json<EventEnvelope>());
      // The reply subject leads to JetStream itself, which a program may not speak to; its feed's prefix leads there too.
      const { reply } = message as unknown as { reply: string };
      connection.publish(reply.replace('$JS.ACK', `${feed.apiPrefix}.ACK`));
    }
  })();
  return {
    connection,
    handled,
    refusals,
    async stop() {
      await messages.close();
      await connection.drain();
    },
  };
}
