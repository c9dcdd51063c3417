import { setTimeout as pause } from 'node:timers/promises';
import { connect, credsAuthenticator, type NatsConnection } from 'nats';
import type { Attempt } from './attempts.ts';
import { type Holder, isOwnBusiness } from './own-business.ts';

export type Assault = {
  readonly who: string;
  readonly tried: number;
  /** What the broker let pass and should not have. */
  readonly passed: readonly string[];
};

const SETTLE_MS = 20;
const PATIENCE_MS = 5_000;

async function connectAs(url: string, credentials: Uint8Array, inboxPrefix: string): Promise<NatsConnection> {
  return connect({ servers: url, authenticator: credsAuthenticator(credentials), inboxPrefix, reconnect: false });
}

/** Collects what the broker refuses to this connection. */
function refusalsOf(connection: NatsConnection): Set<string> {
  const refusals = new Set<string>();
  void (async () => {
    for await (const { permissionContext: context } of connection.status())
      if (context) refusals.add(`${context.operation} ${context.subject}`);
  })();
  return refusals;
}

const nameOf = ({ operation, subject }: Attempt): string => `${operation} ${subject}`;

/** Tries everything that is not the holder's business and gives back what was not refused by the broker itself. */
export async function assault(
  broker: { readonly url: string; readonly attempts: readonly Attempt[] },
  credentials: {
    readonly who: string;
    readonly holder: Holder;
    readonly creds: Uint8Array;
    readonly inboxPrefix: string;
  },
): Promise<Assault> {
  const { who, holder, creds, inboxPrefix } = credentials;
  const foreign = broker.attempts.filter((attempt) => !isOwnBusiness(holder, attempt));
  const connection = await connectAs(broker.url, creds, inboxPrefix);
  const refusals = refusalsOf(connection);
  for (const { operation, subject } of foreign) {
    if (operation === 'publish') connection.publish(subject, '');
    else connection.subscribe(subject, { callback: (error) => error && refusals.add(`subscribe ${subject}`) });
  }
  // Refusals are sent in order, so they are all here when the broker answers this.
  await connection.flush();
  const standing = (): string[] => foreign.map(nameOf).filter((name) => !refusals.has(name));
  for (const end = Date.now() + PATIENCE_MS; standing().length > 0 && Date.now() < end; ) await pause(SETTLE_MS);
  const passed = standing();
  await connection.close();
  return { who, tried: foreign.length, passed };
}
