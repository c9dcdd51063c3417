import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import S3rver from 's3rver';
import type { EvidenceStore } from './evidence-store.ts';
import { createGridFsStore } from './gridfs-store.ts';
import { createS3Store, type S3Options, type S3Store } from './s3-store.ts';

const MEGABYTE = 1_048_576;

type Opened = { readonly store: EvidenceStore; close(): Promise<void> };

async function overGridFs(): Promise<Opened> {
  const database: TestDatabase = await testDatabase('evidencestore');
  return { store: await createGridFsStore(database.db), close: () => database.close() };
}

/** A server of the S3 protocol; it knows keys by their id and leaves signatures unchecked. */
async function s3Server(): Promise<{ options: S3Options; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'evidence-s3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: [{ name: 'evidence', configs: [] }],
  });
  const { port } = await server.run();
  return {
    options: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: 'evidence',
      region: 'us-east-1',
      keyId: 'S3RVER',
      secret: 'S3RVER',
    },
    async stop() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function overS3(): Promise<Opened> {
  const server = await s3Server();
  const store: S3Store = createS3Store(server.options);
  return {
    store,
    async close() {
      await store.close();
      await server.stop();
    },
  };
}

const facts = (bytes: Buffer) => ({
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

async function* inPieces(bytes: Buffer, pieces = 7): AsyncGenerator<Buffer> {
  const size = Math.ceil(bytes.length / pieces);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* cutAfter(bytes: Buffer, count: number): AsyncGenerator<Buffer> {
  yield bytes.subarray(0, count);
  throw new Error('the sender is gone');
}

async function whole(reading: Promise<Readable>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await reading) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe.each([
  ['the database', overGridFs],
  ['an object store', overS3],
])('contents in %s', (_, open) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  const put = async (bytes: Buffer): Promise<string> => {
    const key = randomUUID();
    await opened.store.put(key, facts(bytes), inPieces(bytes));
    return key;
  };

  it('come back byte by byte', async () => {
    const bytes = randomBytes(3 * MEGABYTE + 17);
    const key = await put(bytes);
    const read = await whole(opened.store.read(key, { start: 0, end: bytes.length - 1 }));
    expect(read.equals(bytes)).toBe(true);
  });

  it.each([
    ['the first bytes', 0, 99],
    ['a stretch over the border of two pieces', 261_000, 262_000],
    ['the last bytes', 599_990, 599_999],
  ])('are read in part: %s', async (_part, start, end) => {
    const bytes = randomBytes(600_000);
    const key = await put(bytes);
    const read = await whole(opened.store.read(key, { start, end }));
    expect(read.equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  it('are not there when the sender left in the middle', async () => {
    const bytes = randomBytes(MEGABYTE);
    const key = randomUUID();
    await expect(opened.store.put(key, facts(bytes), cutAfter(bytes, 700_000))).rejects.toThrow();
    await expect(whole(opened.store.read(key, { start: 0, end: 9 }))).rejects.toThrow();
  });

  it('are gone after they were deleted, and deleting them again is no error', async () => {
    const key = await put(randomBytes(1_000));
    await opened.store.delete(key);
    await opened.store.delete(key);
    await expect(whole(opened.store.read(key, { start: 0, end: 9 }))).rejects.toThrow();
  });

  it('are stored side by side', async () => {
    const many = Array.from({ length: 8 }, () => randomBytes(300_000));
    const keys = await Promise.all(many.map(put));
    const read = await Promise.all(keys.map((key) => whole(opened.store.read(key, { start: 0, end: 299_999 }))));
    expect(read.map((bytes, index) => bytes.equals(many[index] as Buffer))).toEqual(many.map(() => true));
  });

  it('can be reached', async () => {
    await expect(opened.store.ping()).resolves.toBeUndefined();
  });
});

it('leaves no piece of a content whose sender left in the database', async () => {
  const database = await testDatabase('evidencecut');
  const store = await createGridFsStore(database.db);
  const bytes = randomBytes(MEGABYTE);
  await expect(store.put('cut', facts(bytes), cutAfter(bytes, 900_000))).rejects.toThrow('the sender is gone');
  const left = [
    await database.db.collection('evidence.files').countDocuments(),
    await database.db.collection('evidence.chunks').countDocuments(),
  ];
  await database.close();
  expect(left).toEqual([0, 0]);
});

it('is refused by an object store that does not know the key', async () => {
  const server = await s3Server();
  const store = createS3Store({ ...server.options, keyId: 'another' });
  const bytes = randomBytes(10);
  const refused = await store.put('x', facts(bytes), inPieces(bytes)).catch((error: unknown) => String(error));
  await store.close();
  await server.stop();
  expect(refused).toContain('the object store answers 403');
});
