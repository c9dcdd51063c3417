import { connect, credsAuthenticator } from 'nats';
import { callerAt, granteeOf, workplacesOf } from '../country/callers.ts';
import type { Country } from '../country/country.ts';
import { type Effect, effectOf } from './effect.ts';

const RENEW = /* GraphQL */ `
  mutation Renew($input: RenewFeedCredentialsInput!) {
    renewFeedCredentials(input: $input) {
      feed { stream durable apiPrefix inboxPrefix }
      credentials { creds }
      userErrors { code message }
    }
  }
`;
const CLOSE = /* GraphQL */ `
  mutation Close($input: CloseFeedInput!) { closeFeed(input: $input) { feed { status } userErrors { code message } } }
`;
const ANSWERED_WITHIN_MS = 1_000;

type Renewed = {
  readonly feed: {
    readonly stream: string;
    readonly durable: string;
    readonly apiPrefix: string;
    readonly inboxPrefix: string;
  };
  readonly credentials: { readonly creds: string };
};

/** Feeds closed; the effect is that the broker no longer answers a program that holds good credentials and an open connection. */
export async function closeFeeds(country: Country): Promise<Effect[]> {
  const { nats } = country.stack.endpoints;
  if (nats.accountSeed === undefined) return [];
  const effects: Effect[] = [];
  for (const place of country.territories.flatMap(workplacesOf)) {
    const organization = granteeOf(place.county);
    if (place.department !== organization) continue;
    const lead = country.clientOf(callerAt('DEPARTMENT_LEAD', place));
    const { feed, credentials } = await lead.command<Renewed>(RENEW, { input: { organization } });
    const program = await connect({
      servers: nats.url,
      authenticator: credsAuthenticator(new TextEncoder().encode(credentials.creds)),
      inboxPrefix: feed.inboxPrefix,
    });
    const stream = program.jetstream({ apiPrefix: feed.apiPrefix, timeout: ANSWERED_WITHIN_MS });
    const isRefused = (): Promise<boolean> =>
      stream.consumers.get(feed.stream, feed.durable).then(
        () => false,
        () => true,
      );
    if (await isRefused()) throw new Error(`${organization} cannot reach its own feed`);
    const close = () => lead.command(CLOSE, { input: { organization, reason: '停止对接' } });
    effects.push(await effectOf('feed closed: the program at the broker', close, isRefused));
    await program.close();
  }
  return effects;
}
