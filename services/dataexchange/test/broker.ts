import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@gridlink/test-kit';
import { connect, credsAuthenticator, type NatsConnection } from 'nats';
import { encodeAccount, encodeOperator, encodeUser, fmtCreds } from 'nats-jwt';
import { createAccount, createOperator, createUser } from 'nkeys.js';

const UNLIMITED = -1;
const CACHED = join(
  process.env.GRIDLINK_CACHE ?? join(homedir(), '.cache/gridlink'),
  'nats-server-2.15.1/bin/nats-server',
);

export type TestBroker = {
  readonly url: string;
  /** Paths, as a deployment gives them. */
  readonly credentials: string;
  readonly accountSeed: string;
  /** A connection that may do everything in the account. */
  connectAsOwner(): Promise<NatsConnection>;
  /** Ends the broker and starts it again, with its store or without. */
  restart(options?: { wipe: boolean }): Promise<void>;
  stop(): Promise<void>;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** The program on the PATH, or the one the start command keeps. */
async function run(configuration: string): Promise<ChildProcess> {
  for (const program of ['nats-server', CACHED]) {
    const child = spawn(program, ['-c', configuration], { stdio: 'ignore' });
    const started = await new Promise<boolean>((resolve) => {
      child.once('error', () => resolve(false));
      child.once('spawn', () => resolve(true));
    });
    if (started) return child;
  }
  throw new Error(`no nats-server on the PATH nor at ${CACHED}: "npm test" installs one`);
}

async function writeTrust(folder: string, port: number) {
  const [operator, account, system, user] = [createOperator(), createAccount(), createAccount(), createUser()];
  const limits = {
    subs: UNLIMITED,
    data: UNLIMITED,
    payload: UNLIMITED,
    conn: UNLIMITED,
    wildcards: true,
    mem_storage: UNLIMITED,
    disk_storage: UNLIMITED,
    streams: UNLIMITED,
    consumer: UNLIMITED,
  };
  const accountToken = await encodeAccount('GRIDLINK', account, { limits }, { signer: operator });
  const systemToken = await encodeAccount('SYS', system, {}, { signer: operator });
  const operatorToken = await encodeOperator('gridlink', operator, { system_account: system.getPublicKey() });
  const paths = {
    configuration: join(folder, 'server.conf'),
    credentials: join(folder, 'services.creds'),
    accountSeed: join(folder, 'account.seed'),
    store: join(folder, 'jetstream'),
  };
  await writeFile(paths.accountSeed, account.getSeed());
  await writeFile(paths.credentials, fmtCreds(await encodeUser('services', user, account, {}), user));
  await writeFile(
    paths.configuration,
    `listen: "127.0.0.1:${port}"
jetstream { store_dir: "${paths.store}" }
operator: "${operatorToken}"
system_account: ${system.getPublicKey()}
resolver: MEMORY
resolver_preload {
  ${account.getPublicKey()}: "${accountToken}"
  ${system.getPublicKey()}: "${systemToken}"
}
`,
  );
  return paths;
}

/** A broker of its own with accounts, as every real installation has one: what it refuses, it refuses itself. */
export async function startTestBroker(): Promise<TestBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'broker-'));
  const port = await freePort();
  const url = `nats://127.0.0.1:${port}`;
  const paths = await writeTrust(folder, port);
  const connectAsOwner = async () =>
    connect({ servers: url, authenticator: credsAuthenticator(await readFile(paths.credentials)), reconnect: false });
  let server: ChildProcess;
  const start = async (): Promise<void> => {
    server = await run(paths.configuration);
    await eventually(async () => {
      const connection = await connectAsOwner();
      await connection.jetstreamManager();
      await connection.close();
      return true;
    });
  };
  const end = (): Promise<void> =>
    new Promise((resolve) => {
      server.once('exit', () => resolve());
      server.kill('SIGKILL');
    });
  await start();
  return {
    url,
    credentials: paths.credentials,
    accountSeed: paths.accountSeed,
    connectAsOwner,
    async restart({ wipe } = { wipe: false }) {
      await end();
      if (wipe) await rm(paths.store, { recursive: true, force: true });
      await start();
    },
    async stop() {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
