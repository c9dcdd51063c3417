import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, credsAuthenticator, type JetStreamManager, type NatsConnection } from 'nats';
import { encodeUser, fmtCreds } from 'nats-jwt';
import { createUser, fromSeed } from 'nkeys.js';
import { choosePorts } from '../ports.ts';
import { askUntil } from '../processes/deadline.ts';
import { type Leash, openLeash } from '../processes/leash.ts';
import type { SupervisedProcess } from '../processes/process-spec.ts';
import { answersOk } from '../processes/readiness.ts';
import { superviseProcess } from '../processes/supervised-process.ts';
import { brokerUsers } from '../servers/nats/broker-users.ts';
import { findNats } from '../servers/nats/nats-program.ts';
import { projectFolder, readSettings } from '../settings.ts';
import { keepDeploymentSecrets } from './deployment-secrets.ts';

const servers = ['nats-1', 'nats-2', 'nats-3'] as const;
const shipped = readFileSync(join(projectFolder, 'deploy/nats/server.conf'), 'utf8');

let folder: string;
let leash: Leash;
let running: SupervisedProcess[];
let addresses: string[];
let connection: NatsConnection;

type Ports = { readonly client: number; readonly monitoring: number; readonly cluster: number };

/** The shipped file with the containers' names and ports turned into this machine's. */
function onThisMachine(name: string, ports: Ports, clusterPorts: Readonly<Record<string, number>>): string {
  return shipped
    .replace('0.0.0.0:4222', `127.0.0.1:${ports.client}`)
    .replace('0.0.0.0:8222', `127.0.0.1:${ports.monitoring}`)
    .replace('0.0.0.0:6222', `127.0.0.1:${ports.cluster}`)
    .replaceAll(/nats:\/\/(nats-\d):6222/g, (_route, peer: string) => `nats://127.0.0.1:${clusterPorts[peer]}`)
    .replace('/data/jetstream', join(folder, name, 'jetstream'))
    .replace('./accounts.conf', '../secrets/nats-accounts.conf');
}

async function launch(program: string, name: string, ports: Ports, configuration: string): Promise<SupervisedProcess> {
  const workingFolder = join(folder, name);
  await mkdir(workingFolder);
  writeFileSync(join(workingFolder, 'server.conf'), configuration);
  const spec = {
    name,
    command: program,
    arguments: ['--config', join(workingFolder, 'server.conf')],
    environment: { NATS_SERVER_NAME: name },
    workingFolder,
    logFile: join(workingFolder, 'log'),
    isReady: () => answersOk(`http://127.0.0.1:${ports.monitoring}/healthz`),
    readyWithinMs: 30_000,
    stopWithinMs: 10_000,
  };
  return superviseProcess(spec, { announce: () => undefined, leash });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gridlink-cluster-'));
  leash = openLeash();
  await keepDeploymentSecrets(join(folder, 'secrets'));
  const { program } = await findNats({ cacheFolder: readSettings().cacheFolder, progress: () => undefined });
  const names = servers.flatMap((name) => [`${name} client`, `${name} monitoring`, `${name} cluster`]);
  const ports: Readonly<Record<string, number>> = await choosePorts({ names });
  const portsOf = (name: string): Ports => ({
    client: ports[`${name} client`] ?? 0,
    monitoring: ports[`${name} monitoring`] ?? 0,
    cluster: ports[`${name} cluster`] ?? 0,
  });
  const clusterPorts = Object.fromEntries(servers.map((name) => [name, portsOf(name).cluster]));
  running = await Promise.all(
    servers.map((name) => launch(program, name, portsOf(name), onThisMachine(name, portsOf(name), clusterPorts))),
  );
  await Promise.all(running.map((server) => server.start()));
  const credentials = readFileSync(join(folder, 'secrets/services.creds'));
  addresses = servers.map((name) => `nats://127.0.0.1:${portsOf(name).client}`);
  connection = await connect({
    servers: addresses,
    authenticator: credsAuthenticator(credentials),
    reconnectTimeWait: 100,
  });
});

afterAll(async () => {
  await connection.close();
  await Promise.all(running.map((server) => server.stop()));
  leash.close();
  rmSync(folder, { recursive: true });
});

/** A new cluster first elects who keeps the list of streams. */
async function addStream(manager: JetStreamManager): Promise<boolean> {
  const added = manager.streams.add({ name: 'tickets', subjects: ['tickets.>'], num_replicas: servers.length });
  return added.then(
    () => true,
    () => false,
  );
}

/** A user with more rights than any process of ours has today: some 12 KB. */
async function longToken(): Promise<Uint8Array> {
  const account = fromSeed(new TextEncoder().encode(readFileSync(join(folder, 'secrets/account.seed'), 'utf8').trim()));
  const user = createUser();
  const allow = Array.from(
    { length: 200 },
    (_, index) => `$JS.API.CONSUMER.MSG.NEXT.gridlink-tickets.durable-${index}`,
  );
  return fmtCreds(await encodeUser('long', user, account, { pub: { allow, deny: [] } }), user);
}

describe('the deployed brokers', () => {
  it.each(brokerUsers)('let %s in', async (name) => {
    const credentials = readFileSync(join(folder, `secrets/nats-users/${name}.creds`));
    const user = await connect({ servers: addresses, authenticator: credsAuthenticator(credentials) });
    expect(user.info?.jetstream).toBe(true);
    await user.close();
  });

  it('let in a user whose token is three times as long as a broker reads by itself', async () => {
    const credentials = await longToken();
    expect(credentials.length).toBeGreaterThan(3 * 4_096);
    const user = await connect({ servers: addresses, authenticator: credsAuthenticator(credentials) });
    expect(user.info?.jetstream).toBe(true);
    await user.close();
  });

  it('keep an event through the loss of one of three', async () => {
    const manager = await connection.jetstreamManager();
    await askUntil(() => addStream(manager), { withinMs: 20_000, everyMs: 200 });
    await connection.jetstream().publish('tickets.reported');
    await running[0]?.stop();
    const read = async (): Promise<boolean> =>
      manager.streams.getMessage('tickets', { seq: 1 }).then(
        (message) => message.subject === 'tickets.reported',
        () => false,
      );
    expect(await askUntil(read, { withinMs: 20_000, everyMs: 200 })).toBe(true);
  });
});
