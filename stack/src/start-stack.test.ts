import { statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { connect, credsAuthenticator, type NatsConnection } from 'nats';
import { encodeUser, fmtCreds } from 'nats-jwt';
import { createUser, fromSeed } from 'nkeys.js';
import type { Endpoints } from './endpoints.ts';
import type { Stack } from './running-stack.ts';
import { readSettings, type Settings } from './settings.ts';
import { startStack } from './start-stack.ts';

// Servers of its own: this suite kills them.
const embedded: Settings = {
  ...readSettings({ GRIDLINK_MONGO_CACHE: '64M' }),
  cacheFolder: readSettings().cacheFolder,
};

let dataFolder: string;
let stack: Stack;

async function natsAs(credentials: Uint8Array): Promise<NatsConnection> {
  return connect({
    servers: stack.endpoints.nats.url,
    authenticator: credsAuthenticator(credentials),
    reconnect: false,
  });
}

async function accountSeed(): Promise<Uint8Array> {
  return readFile(join(dataFolder, 'nats/account.seed'));
}

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'gridlink-stack-'));
  stack = await startStack({ dataFolder, settings: embedded, only: [] });
});

afterAll(async () => {
  await stack.stop();
  await rm(dataFolder, { recursive: true });
});

describe('a stack of embedded servers', () => {
  it('keeps a document over a kill -9 of the database', async () => {
    const client = new MongoClient(stack.endpoints.mongodb.uri);
    await client.db('drill').collection('notes').insertOne({ kept: true });
    await stack.kill('mongodb');
    await stack.untilReady('mongodb');
    expect(await client.db('drill').collection('notes').countDocuments({ kept: true })).toBe(1);
    await client.close();
  });

  it('keeps an acknowledged event over a kill -9 of the broker', async () => {
    const before = await natsAs(await readFile(join(dataFolder, 'nats/services.creds')));
    await (await before.jetstreamManager()).streams.add({ name: 'drill', subjects: ['drill.>'] });
    await before.jetstream().publish('drill.one');
    await stack.kill('nats');
    await before.closed();
    await stack.untilReady('nats');
    const after = await natsAs(await readFile(join(dataFolder, 'nats/services.creds')));
    expect((await (await after.jetstreamManager()).streams.info('drill')).state.messages).toBe(1);
    await after.close();
  });

  it('[A7] lets no one in without credentials', async () => {
    await expect(connect({ servers: stack.endpoints.nats.url, reconnect: false })).rejects.toThrow(
      /Authorization Violation/i,
    );
  });

  it('[A7] holds a user minted from the account seed to its own subjects', async () => {
    const user = createUser();
    const own = { pub: { allow: ['feed.own.>'] }, sub: { allow: ['_INBOX.>'] } };
    const token = await encodeUser(
      'department',
      user,
      fromSeed(await accountSeed()),
      own as Parameters<typeof encodeUser>[3],
    );
    const department = await natsAs(fmtCreds(token, user));
    const refusals: string[] = [];
    department.subscribe('feed.other.>', { callback: (error) => refusals.push(error?.message ?? '') });
    await department.flush();
    await department.close();
    expect(refusals).toEqual([expect.stringContaining('Permissions Violation')]);
  });

  it.each([
    'nats/account.seed',
    'nats/services.creds',
    'nats/server.conf',
    'keys/gateway-key/gateway.jwk',
    'keys/token-keys/tokens.jwk',
    'keys/admin-password',
  ])('lets only the owner read %s', (file) => {
    expect(statSync(join(dataFolder, file)).mode & 0o777).toBe(0o600);
  });

  it('says in endpoints.json what runs where', async () => {
    const written = JSON.parse(await readFile(join(dataFolder, 'endpoints.json'), 'utf8')) as Endpoints;
    expect(written.mongodb.uri).toBe(stack.endpoints.mongodb.uri);
  });

  it('is not started twice on one data folder', async () => {
    await expect(startStack({ dataFolder, settings: embedded, only: [] })).rejects.toThrow(
      `already running (pid ${process.pid}`,
    );
  });

  it('has the same account and ports after a stop and a start', async () => {
    const before = {
      seed: String(await accountSeed()),
      uri: stack.endpoints.mongodb.uri,
      nats: stack.endpoints.nats.url,
    };
    await stack.stop();
    stack = await startStack({ dataFolder, settings: embedded, only: [] });
    expect({
      seed: String(await accountSeed()),
      uri: stack.endpoints.mongodb.uri,
      nats: stack.endpoints.nats.url,
    }).toEqual(before);
  });
});
