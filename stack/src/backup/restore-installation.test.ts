import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { createDataFolder, type DataFolder, dataFolderAt } from '../data-folder.ts';
import { lockDataFolder } from '../run-lock.ts';
import { readSettings } from '../settings.ts';
import { type Restored, restoreInstallation } from './restore-installation.ts';
import { takeBackup } from './take-backup.ts';

const uri = process.env.MONGODB_URI ?? '';

describe('an installation brought back', () => {
  let client: MongoClient;
  let folder: string;
  let data: DataFolder;
  const prefix = `k${randomBytes(4).toString('hex')}`;
  const backup = (): string => join(folder, 'backup');
  const key = (): string => join(data.keys, 'tickets-data.key');
  const rotatedKey = (): string => join(data.keys, 'token-keys/tokens.jwk');

  const restore = (replace: boolean): Promise<Restored> =>
    restoreInstallation({
      folder: backup(),
      data,
      settings: { ...readSettings({}), MONGODB_URI: uri },
      replace,
      now: new Date('2026-03-02T01:00:00Z'),
      progress: () => undefined,
    });

  beforeAll(async () => {
    client = await MongoClient.connect(uri);
    folder = mkdtempSync(join(tmpdir(), 'gridlink-restore-'));
    data = dataFolderAt(join(folder, 'data'));
    createDataFolder(data);
    writeFileSync(key(), 'the first key');
    mkdirSync(join(data.keys, 'token-keys'));
    writeFileSync(rotatedKey(), 'a key in a folder of its own');
    writeFileSync(join(data.nats, 'account.seed'), 'the first seed');
    await client.db(`${prefix}_tickets`).collection('tickets').insertOne({ n: 1 });
    await takeBackup({ uri, databasePrefix: prefix, folder: backup(), keys: { keys: data.keys, broker: data.nats } });
  });
  afterAll(async () => {
    for (const name of ['tickets', 'backup']) await client.db(`${prefix}_${name}`).dropDatabase();
    await client.close();
    rmSync(folder, { recursive: true });
  });

  it('is left alone while it runs', async () => {
    const unlock = lockDataFolder(data);
    await expect(restore(true)).rejects.toThrow(/already running/);
    unlock();
  });

  it('[R8] has its keys back after everything was lost, and no broker’s store of before', async () => {
    await client.db(`${prefix}_tickets`).dropDatabase();
    rmSync(data.root, { recursive: true });
    mkdirSync(join(data.nats, 'jetstream'), { recursive: true });
    const { setAside } = await restore(false);
    expect(readFileSync(key(), 'utf8')).toBe('the first key');
    expect(readFileSync(rotatedKey(), 'utf8')).toBe('a key in a folder of its own');
    expect(readFileSync(join(data.nats, 'account.seed'), 'utf8')).toBe('the first seed');
    expect(existsSync(join(data.nats, 'jetstream'))).toBe(false);
    expect(existsSync(join(setAside ?? '', 'nats/jetstream'))).toBe(true);
    expect(await client.db(`${prefix}_tickets`).collection('tickets').countDocuments()).toBe(1);
  });

  it('keeps other keys that are in use, and puts them aside where they are to be replaced', async () => {
    writeFileSync(key(), 'a newer key');
    await expect(restore(false)).rejects.toThrow(/other keys.*tickets-data\.key.*--replace/);
    expect(readFileSync(key(), 'utf8')).toBe('a newer key');
    const { setAside } = await restore(true);
    expect(readFileSync(key(), 'utf8')).toBe('the first key');
    expect(readFileSync(join(setAside ?? '', 'keys/tickets-data.key'), 'utf8')).toBe('a newer key');
  });
});
