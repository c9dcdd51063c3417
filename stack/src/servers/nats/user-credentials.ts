import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeUser, fmtCreds } from 'nats-jwt';
import { createUser, fromSeed } from 'nkeys.js';
import { writePrivateFile } from '../../private-file.ts';
import { type BrokerUser, brokerUsers, rightsOf } from './broker-users.ts';

/** Paths of credentials files, by user. */
export type UserCredentials = { readonly [user in BrokerUser]: string };

const UNLIMITED = -1;
/** Time in which an asked message may be answered, nanoseconds. */
const ANSWER_WITHIN = 60_000_000_000;

/** Where a user's credentials lie. */
export const credentialsPath = (folder: string, user: BrokerUser): string => join(folder, `${user}.creds`);

/** Makes every user anew by the account's seed: what each may do follows the code, never a file of an earlier version. */
export async function writeUserCredentials(
  folder: string,
  { accountSeed, prefix }: { readonly accountSeed: string; readonly prefix: string },
): Promise<UserCredentials> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const account = fromSeed(new TextEncoder().encode(readFileSync(accountSeed, 'utf8').trim()));
  for (const name of brokerUsers) {
    const { publish, neverPublish = [], subscribe, mayAnswer } = rightsOf(name, prefix);
    const rights = {
      pub: { allow: [...publish], deny: [...neverPublish] },
      sub: { allow: [...subscribe], deny: [] },
      ...(mayAnswer ? { resp: { max: 1, ttl: ANSWER_WITHIN } } : {}),
      subs: UNLIMITED,
      payload: UNLIMITED,
      data: UNLIMITED,
    };
    const user = createUser();
    const token = await encodeUser(name, user, account, rights);
    writePrivateFile(credentialsPath(folder, name), new TextDecoder().decode(fmtCreds(token, user)));
  }
  return Object.fromEntries(brokerUsers.map((name) => [name, credentialsPath(folder, name)])) as UserCredentials;
}
