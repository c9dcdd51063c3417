import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupError } from './backup-error.ts';

/** Twice as fast as the usual level and a tenth larger: a backup is waited for. */
const LEVEL = 1;
/** Smallest BSON document: its length and its end. */
const SMALLEST = 5;
/** 16 MB of user data and what the server may add. */
const LARGEST = 16 * 1024 * 1024 + 16 * 1024;

/** Writes packed bytes to a new file, readable by its owner only, on disk when this returns. @returns the file's SHA-256. */
export async function writePacked(path: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(Readable.from(chunks, { objectMode: true }), createGzip({ level: LEVEL }), hashed, file);
  return hash.digest('hex');
}

/** SHA-256 of a file as it lies there. */
export async function fileSum(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Unpacked bytes of a file. @throws BackupError when it is cut or was never packed. */
export async function* readPacked(path: string): AsyncGenerator<Buffer> {
  const unpacked = createGunzip();
  // Its failure comes out of the loop below as well; here it only must not be unhandled.
  const reading = pipeline(createReadStream(path), unpacked).catch(() => undefined);
  try {
    for await (const chunk of unpacked) yield chunk as Buffer;
  } catch (error) {
    throw new BackupError(`${path} cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  } finally {
    unpacked.destroy();
    await reading;
  }
}

function lengthAt(bytes: Buffer, path: string): number {
  const length = bytes.readInt32LE(0);
  if (length < SMALLEST || length > LARGEST) throw new BackupError(`${path} holds something that is no document`);
  return length;
}

/** The documents of a `.bson.gz`, one after the other as BSON; one document and one chunk are in memory. @throws BackupError */
export async function* readDocuments(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of readPacked(path)) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (; rest.length >= SMALLEST; ) {
      const length = lengthAt(rest, path);
      if (rest.length < length) break;
      yield rest.subarray(0, length);
      rest = rest.subarray(length);
    }
  }
  if (rest.length > 0) throw new BackupError(`${path} ends within a document`);
}
