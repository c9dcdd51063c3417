import { connect, credsAuthenticator, type JsMsg } from 'nats';
import { programOfEnvironment, setting } from './gridlink.ts';

/**
 * Hears what concerns the department, by NATS (GRIDLINK_NATS). What is not acknowledged comes again, also after days away.
 * Ends after GRIDLINK_EVENTS events; without it, when it is stopped.
 */
type Feed = {
  readonly stream: string;
  readonly durable: string;
  readonly apiPrefix: string;
  readonly inboxPrefix: string;
};
type Opened = {
  readonly feed: Feed;
  readonly credentials: { readonly creds: string; readonly expiresAt: string } | null;
};
type Event = { readonly id: string; readonly type: string; readonly subject: string };

const ME = 'query Me { me { organization { code } } }';
const OPEN_FEED = `mutation OpenFeed($input: OpenFeedInput!) {
  openFeed(input: $input) {
    feed { stream durable apiPrefix inboxPrefix }
    credentials { creds expiresAt }
    userErrors { code field message }
  }
}`;

const program = programOfEnvironment();
const { me } = await program.ask<{ me: { organization: { code: string } } }>(ME);
const { feed, credentials } = await program.command<Opened>(OPEN_FEED, { organization: me.organization.code });

const connection = await connect({
  servers: setting('GRIDLINK_NATS'),
  inboxPrefix: feed.inboxPrefix,
  maxReconnectAttempts: -1,
  ...(credentials ? { authenticator: credsAuthenticator(new TextEncoder().encode(credentials.creds)) } : {}),
});
const consumer = await connection.jetstream({ apiPrefix: feed.apiPrefix }).consumers.get(feed.stream, feed.durable);
console.log(`listening for ${me.organization.code}`);

/** The reply subject leads to JetStream itself, where a program may not go; the same below the feed's own prefix is open to it. */
const acknowledge = (message: JsMsg): void => {
  const { reply } = message as JsMsg & { readonly reply: string };
  connection.publish(reply.replace('$JS.ACK', `${feed.apiPrefix}.ACK`));
};

const wanted = Number(process.env.GRIDLINK_EVENTS ?? Number.POSITIVE_INFINITY);
const handled = new Set<string>();
const messages = await consumer.consume({ max_messages: 100 });
for await (const message of messages) {
  const event = message.json<Event>();
  // The same event may come twice: its id tells.
  if (!handled.has(event.id)) console.log(`${event.type} ${event.subject}`);
  handled.add(event.id);
  acknowledge(message);
  if (handled.size >= wanted) break;
}
await connection.drain();
