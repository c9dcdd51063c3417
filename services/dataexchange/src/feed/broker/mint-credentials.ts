import { readFile } from 'node:fs/promises';
import { encodeUser, fmtCreds } from 'nats-jwt';
import { createUser, fromSeed } from 'nkeys.js';
import type { FeedAddress } from '../domain/feed.ts';

/** Credentials of a department's program. */
export type FeedCredentials = {
  /** Contents of a NATS credentials file: a user's token and its secret key. Shown once and kept nowhere. */
  readonly creds: string;
  readonly expiresAt: Date;
  /** Public key of the user, for the audit. */
  readonly user: string;
};

export type MintCredentials = (feed: FeedAddress, now: Date) => Promise<FeedCredentials>;

/** Short-lived, because a broker with preloaded accounts learns of no revocation; the program renews them through the graph. */
const LIFETIME_SECONDS = 24 * 3_600;
const MAX_SUBSCRIPTIONS = 32;
const MAX_PAYLOAD = 65_536;

/**
 * Mints users of the broker's account by its seed. What a user may do is in the token and enforced by the server: publish to the
 * feed's own API prefix, subscribe to the feed's own inbox, nothing else.
 */
export async function createCredentialsMint(seedPath: string): Promise<MintCredentials> {
  const account = fromSeed(new TextEncoder().encode((await readFile(seedPath, 'utf8')).trim()));
  return async ({ organization, apiPrefix, inboxPrefix }, now) => {
    const user = createUser();
    const expires = Math.floor(now.getTime() / 1_000) + LIFETIME_SECONDS;
    const rights = {
      pub: { allow: [`${apiPrefix}.>`], deny: [] },
      sub: { allow: [`${inboxPrefix}.>`], deny: [] },
      subs: MAX_SUBSCRIPTIONS,
      payload: MAX_PAYLOAD,
      data: -1,
    };
    const token = await encodeUser(organization, user, account, rights, { exp: expires });
    const creds = new TextDecoder().decode(fmtCreds(token, user));
    return { creds, expiresAt: new Date(expires * 1_000), user: user.getPublicKey() };
  };
}
