import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { encodeAccount, encodeOperator, encodeUser, fmtCreds } from 'nats-jwt';
import { createAccount, createOperator, createUser, fromSeed, type KeyPair } from 'nkeys.js';
import { keptFile, writePrivateFile } from '../../private-file.ts';

/**
 * The broker's trust, as files. The operator vouches for the account, the account's seed for users: whoever holds
 * `accountSeed` can mint credentials that the server accepts without being told of them.
 */
export type AccountFiles = {
  readonly operatorJwt: string;
  readonly accountId: string;
  readonly accountJwt: string;
  readonly systemAccountId: string;
  readonly systemAccountJwt: string;
  /** Path of the account's own seed (`SA…`). */
  readonly accountSeedFile: string;
  /** Path of credentials that may do everything inside the account. */
  readonly servicesCredentialsFile: string;
};

const ACCOUNT_NAME = 'GRIDLINK';
const UNLIMITED = -1;

async function keptKeyPair(path: string, create: () => KeyPair): Promise<KeyPair> {
  const seed = await keptFile(path, () => new TextDecoder().decode(create().getSeed()));
  return fromSeed(new TextEncoder().encode(seed.trim()));
}

async function accountToken(account: KeyPair, operator: KeyPair): Promise<string> {
  const limits = {
    subs: UNLIMITED,
    data: UNLIMITED,
    payload: UNLIMITED,
    imports: UNLIMITED,
    exports: UNLIMITED,
    wildcards: true,
    conn: UNLIMITED,
    leaf: UNLIMITED,
    mem_storage: UNLIMITED,
    disk_storage: UNLIMITED,
    streams: UNLIMITED,
    consumer: UNLIMITED,
  };
  return encodeAccount(ACCOUNT_NAME, account, { limits }, { signer: operator });
}

async function servicesCredentials(account: KeyPair): Promise<string> {
  const user = createUser();
  return new TextDecoder().decode(fmtCreds(await encodeUser('services', user, account, {}), user));
}

/** Makes what is missing in the folder and reads the rest: keys and account id stay the same for ever. */
export async function keepAccountFiles(folder: string): Promise<AccountFiles> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = (name: string): string => join(folder, name);
  const operator = await keptKeyPair(path('operator.seed'), createOperator);
  const account = await keptKeyPair(path('account.seed'), createAccount);
  const system = await keptKeyPair(path('system-account.seed'), createAccount);
  const systemAccountId = system.getPublicKey();
  const accountJwt = await keptFile(path('account.jwt'), () => accountToken(account, operator));
  const systemAccountJwt = await keptFile(path('system-account.jwt'), () =>
    encodeAccount('SYS', system, {}, { signer: operator }),
  );
  const operatorJwt = await keptFile(path('operator.jwt'), () =>
    encodeOperator('gridlink', operator, { system_account: systemAccountId }),
  );
  await keptFile(path('services.creds'), () => servicesCredentials(account));
  return {
    operatorJwt,
    accountId: account.getPublicKey(),
    accountJwt,
    systemAccountId,
    systemAccountJwt,
    accountSeedFile: path('account.seed'),
    servicesCredentialsFile: path('services.creds'),
  };
}

/** Where the embedded broker listens and stores. */
export type NatsPlace = { readonly folder: string; readonly port: number; readonly monitoringPort: number };

/** The trust part of a server's configuration: both accounts are preloaded, nothing is fetched. */
export function trustConfiguration(files: AccountFiles): string {
  return `operator: "${files.operatorJwt}"
system_account: ${files.systemAccountId}
resolver: MEMORY
resolver_preload {
  ${files.accountId}: "${files.accountJwt}"
  ${files.systemAccountId}: "${files.systemAccountJwt}"
}
`;
}

/** The whole configuration of the embedded broker, in operator mode. */
export function serverConfiguration(files: AccountFiles, place: NatsPlace): string {
  return `# Written at every start; changes here are lost.
server_name: gridlink
listen: "127.0.0.1:${place.port}"
http: "127.0.0.1:${place.monitoringPort}"
max_payload: 1MB
# A user's rights come in its token, which is one line; by itself the broker reads 4 KB of it.
max_control_line: 16KB
jetstream {
  store_dir: "${join(place.folder, 'jetstream')}"
  # An acknowledged event is on disk: JetStream otherwise acknowledges up to two minutes before it syncs.
  sync_interval: always
}
${trustConfiguration(files)}`;
}

/** Writes the configuration and gives back its path. */
export function writeServerConfiguration(files: AccountFiles, place: NatsPlace): string {
  const path = join(place.folder, 'server.conf');
  writePrivateFile(path, serverConfiguration(files, place));
  return path;
}
