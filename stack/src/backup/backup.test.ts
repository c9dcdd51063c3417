import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BSON, Double, GridFSBucket, Long, MongoClient } from 'mongodb';
import { checkBackup } from './check-backup.ts';
import { documentsFile } from './layout.ts';
import { fileSum } from './packed-file.ts';
import { restoreDatabases } from './restore-databases.ts';
import { takeBackup } from './take-backup.ts';

const uri = process.env.MONGODB_URI ?? '';

type Thing = { _id: string; n: number };

/** Everything that a document can hold and that a careless copy would turn into something else. */
const PARTICULAR = new Map<string, unknown>([
  ['_id', 'particular'],
  ['whole', new Double(1)],
  ['long', Long.fromString('9007199254740993')],
  ['small', 7],
  ['at', new Date('2026-03-02T01:00:00Z')],
  ['bytes', new BSON.Binary(Buffer.from([0, 1, 255]))],
  ['nothing', null],
  ['exact', new BSON.Decimal128('1.10')],
  ['b', { z: 1, a: [1, { '10': 'zehn', '9': 'neun' }] }],
  ['10', 'a key that looks like a number'],
  ['9', 'and a smaller one behind it'],
]);

describe('a backup', () => {
  let client: MongoClient;
  let prefix: string;
  let folder: string;
  const owner = () => client.db(`${prefix}_owner`);
  const reader = () => client.db(`${prefix}_reader`);
  const things = () => owner().collection<Thing>('things');
  const place = (...path: string[]): string => join(folder, ...path);
  const thingsFile = (): string => documentsFile(`${prefix}_owner`, 'things');

  const backup = (name: string, keys?: { keys: string; broker: string }) =>
    takeBackup({ uri, databasePrefix: prefix, folder: place(name), keys });
  const restore = async (name: string, replace = false): Promise<void> =>
    restoreDatabases(await checkBackup(place(name)), { uri, replace });
  const clear = async (): Promise<void> => {
    for (const db of [owner(), reader()]) await db.dropDatabase();
  };
  /** As somebody would who changes a file and makes its sum right again. */
  const sealAgain = async (name: string, path: string): Promise<void> => {
    const lines = readFileSync(place(name, 'SHA256SUMS'), 'utf8').split('\n');
    const sum = await fileSum(place(name, path));
    const sealed = lines.map((line) => (line.endsWith(`  ${path}`) ? `${sum}  ${path}` : line));
    writeFileSync(place(name, 'SHA256SUMS'), sealed.join('\n'));
  };

  beforeAll(async () => {
    client = await MongoClient.connect(uri);
  });
  afterAll(() => client.close());

  beforeEach(async () => {
    prefix = `k${randomBytes(4).toString('hex')}`;
    folder = mkdtempSync(join(tmpdir(), 'gridlink-backup-'));
    await things().insertMany(Array.from({ length: 2_500 }, (_, n) => ({ _id: `thing-${n}`, n })));
    await things().createIndex({ n: 1 }, { unique: true, name: 'once' });
    await things().createIndex({ at: 1 }, { expireAfterSeconds: 3_600, sparse: true });
    await owner().collection('particular').insertOne(PARTICULAR);
    await reader().collection('inbox').insertOne({ sequence: 3 });
  });
  afterEach(async () => {
    await clear();
    await client.db(`${prefix}_backup`).dropDatabase();
    rmSync(folder, { recursive: true });
  });

  it('[R8] brings every document back byte for byte, with its indexes and files', async () => {
    const bucket = new GridFSBucket(owner(), { bucketName: 'evidence', chunkSizeBytes: 1_024 });
    const photo = randomBytes(10_000);
    await new Promise<void>((resolve, reject) => {
      bucket.openUploadStream('photo.jpg').on('error', reject).on('finish', resolve).end(photo);
    });
    const before = await owner().collection('particular').findOne({}, { raw: true });
    const { collections } = await backup('a');
    await clear();
    await restore('a');
    expect(collections.map(({ name, documents }) => [name, documents]).toSorted()).toEqual([
      ['evidence.chunks', 10],
      ['evidence.files', 1],
      ['inbox', 1],
      ['particular', 1],
      ['things', 2_500],
    ]);
    expect(await owner().collection('particular').findOne({}, { raw: true })).toEqual(before);
    const chunks = await bucket.openDownloadStreamByName('photo.jpg').toArray();
    expect(Buffer.concat(chunks).equals(photo)).toBe(true);
    const indexes = await things().indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { n: 1 }, unique: true, name: 'once' }));
    expect(indexes).toContainEqual(
      expect.objectContaining({ key: { at: 1 }, expireAfterSeconds: 3_600, sparse: true }),
    );
  });

  it('[R8] holds all databases as they were at one moment, while they are written', async () => {
    let running = true;
    // The reader is always at or one behind its owner: a copy in which it is ahead would lose events for ever.
    const writing = (async () => {
      for (let sequence = 1; running; sequence++) {
        await owner().collection('aggregates').updateOne({}, { $set: { sequence } }, { upsert: true });
        await reader().collection('positions').updateOne({}, { $set: { sequence } }, { upsert: true });
      }
    })();
    const names = ['a', 'b', 'c'];
    for (const name of names) await backup(name);
    running = false;
    await writing;
    const ahead: number[] = [];
    for (const name of names) {
      await restore(name, true);
      const [aggregate, position] = [
        await owner().collection<{ sequence: number }>('aggregates').findOne(),
        await reader().collection<{ sequence: number }>('positions').findOne(),
      ];
      ahead.push((aggregate?.sequence ?? 0) - (position?.sequence ?? 0));
    }
    expect(ahead.filter((by) => by !== 0 && by !== 1)).toEqual([]);
  });

  it('takes keys along for their owner only, and says when it is without', async () => {
    mkdirSync(place('keys'));
    mkdirSync(place('broker'));
    writeFileSync(place('keys', 'tickets-data.key'), 'secret');
    writeFileSync(place('broker', 'account.seed'), 'seed');
    writeFileSync(place('broker', 'server.conf'), 'written at each start');
    expect((await backup('a', { keys: place('keys'), broker: place('broker') })).withKeys).toBe(true);
    expect((await backup('b')).withKeys).toBe(false);
    expect(readFileSync(place('a/keys/tickets-data.key'), 'utf8')).toBe('secret');
    expect(readFileSync(place('a/SHA256SUMS'), 'utf8')).toMatch(/ {2}broker\/account\.seed$/m);
    expect(readFileSync(place('a/SHA256SUMS'), 'utf8')).not.toContain('server.conf');
  });

  it('is not taken of nothing, nor into a folder that holds something', async () => {
    mkdirSync(place('used'));
    writeFileSync(place('used', 'notes'), 'mine');
    await expect(backup('used')).rejects.toThrow(/is not empty/);
    await clear();
    await expect(backup('a')).rejects.toThrow(/there is nothing in the databases/);
  });

  describe('is refused by a restore', () => {
    beforeEach(() => backup('a'));

    const damages: Record<string, { damage: () => void | Promise<void>; complaint: RegExp }> = {
      'with a file that was cut': {
        damage: () => truncateSync(place('a', thingsFile()), 1_000),
        complaint: /things\.bson\.gz is not as it was written/,
      },
      'with a file that was cut and given a new sum': {
        damage: async () => {
          truncateSync(place('a', thingsFile()), 1_000);
          await sealAgain('a', thingsFile());
        },
        complaint: /things\.bson\.gz cannot be unpacked/,
      },
      'with a file that ends within a document': {
        damage: async () => {
          writeFileSync(place('a', thingsFile()), gzipSync(BSON.serialize({ _id: 1 }).subarray(0, 9)));
          await sealAgain('a', thingsFile());
        },
        complaint: /ends within a document/,
      },
      'with documents fewer than its manifest says': {
        damage: async () => {
          writeFileSync(place('a', thingsFile()), gzipSync(BSON.serialize({ _id: 1 })));
          await sealAgain('a', thingsFile());
        },
        complaint: /1 documents in the file, 2500 were backed up/,
      },
      'with a document that was changed': {
        damage: async () => {
          const other = gzipSync(BSON.serialize({ _id: 'particular', n: 1 }));
          const file = documentsFile(`${prefix}_owner`, 'particular');
          writeFileSync(place('a', file), other);
          await sealAgain('a', file);
        },
        complaint: /documents in the file are not those backed up/,
      },
      'with a file missing': {
        damage: () => rmSync(place('a', thingsFile())),
        complaint: /things\.bson\.gz is missing/,
      },
      'with a manifest that was changed': {
        damage: () => appendFileSync(place('a', 'manifest.json'), ' '),
        complaint: /manifest\.json is not as it was written/,
      },
      'of another format': {
        damage: async () => {
          const text = readFileSync(place('a', 'manifest.json'), 'utf8');
          writeFileSync(place('a', 'manifest.json'), text.replace('"format": 1', '"format": 2'));
          await sealAgain('a', 'manifest.json');
        },
        complaint: /of format 2, this version reads 1/,
      },
      'that did not come to its end': {
        damage: () => rmSync(place('a', 'SHA256SUMS')),
        complaint: /no backup, or one that did not come to its end/,
      },
    };

    it.each(Object.keys(damages))('%s, before anything is changed', async (name) => {
      await damages[name]?.damage();
      await expect(restore('a', true)).rejects.toThrow(damages[name]?.complaint ?? /no such damage/);
      expect(await things().countDocuments()).toBe(2_500);
    });

    it('into databases that are not empty, unless they may be replaced', async () => {
      await things().insertOne({ _id: 'since', n: -1 });
      await expect(restore('a')).rejects.toThrow(/not empty.*--replace/);
      expect(await things().countDocuments()).toBe(2_501);
      await restore('a', true);
      expect(await things().findOne({ _id: 'since' })).toBeNull();
    });
  });
});
