import { type GraphClient, openAccounts } from '@gridlink/demo';
import type { Stack } from '@gridlink/stack';
import { connect, credsAuthenticator } from 'nats';
import type { County } from '../county/county.ts';
import { keepAccount } from '../intake/keep-account.ts';

/** A department's own program that reads its feed, and says what has arrived. */
export type Department = {
  readonly organization: string;
  /** Resolves when the event of a subject has arrived; at once when it has already. */
  of(subject: string): Promise<void>;
  close(): Promise<void>;
};

type Opened = {
  readonly feed: { readonly [name in 'stream' | 'durable' | 'apiPrefix' | 'inboxPrefix']: string };
  readonly credentials: { readonly creds: string };
};

const OPEN = /* GraphQL */ `
  mutation OpenFeed($input: OpenFeedInput!) {
    openFeed(input: $input) {
      feed { stream durable apiPrefix inboxPrefix }
      credentials { creds }
      userErrors { code message }
    }
  }
`;

async function stewardOf(county: County): Promise<GraphClient> {
  const { accounts } = county.jurisdiction;
  const account = accounts.find(({ role }) => role === 'DATA_STEWARD');
  if (!account) throw new Error('the county has no department with a feed');
  await openAccounts(county.admin, [account], county.coordinator.password);
  return county.desks.at(account.name);
}

/** Opens the feed through the graph and reads it over NATS with nothing but the credentials it gives. */
export async function openDepartment({ endpoints }: Stack, county: County): Promise<Department> {
  const organization = `${county.code}-URBAN_MANAGEMENT`;
  const steward = await stewardOf(county);
  const { feed, credentials } = await steward.command<Opened>(OPEN, { input: { organization } });
  const connection = await connect({
    servers: endpoints.nats.url,
    authenticator: credsAuthenticator(new TextEncoder().encode(credentials.creds)),
    inboxPrefix: feed.inboxPrefix,
  });
  const consumer = await connection.jetstream({ apiPrefix: feed.apiPrefix }).consumers.get(feed.stream, feed.durable);
  const messages = await consumer.consume({ max_messages: 200, expires: 5_000 });
  const account = keepAccount();
  const reading = (async () => {
    for await (const message of messages) {
      account.note(message.json<{ subject: string }>().subject);
      // The reply subject leads to JetStream itself, which a program may not speak to; its feed's prefix leads there too.
      const { reply } = message as unknown as { reply: string };
      connection.publish(reply.replace('$JS.ACK', `${feed.apiPrefix}.ACK`));
    }
  })();
  return {
    organization,
    of: account.until,
    async close() {
      await messages.close();
      await reading;
      await connection.close();
    },
  };
}
