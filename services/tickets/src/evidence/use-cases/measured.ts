import { createHash } from 'node:crypto';

/** The content is not the one that was announced. */
export class NotAsAnnounced extends Error {}

/** The sender left before the last byte. */
export class CutShort extends Error {}

type Bytes = AsyncIterator<Buffer, unknown>;

/** The first bytes, at least so many unless there are fewer; never much more. */
export async function readHead(bytes: Bytes, wanted: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  while (size < wanted) {
    const next = await bytes.next();
    if (next.done) break;
    chunks.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(chunks);
}

/**
 * A content whose head was read already, counted and hashed on its way through.
 * @throws NotAsAnnounced at the first byte too many, or at the end
 */
export async function* measured(
  head: Buffer,
  rest: Bytes,
  announced: { readonly size: number; readonly sha256: string },
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let size = 0;
  for (let chunk: Buffer | undefined = head; chunk; chunk = await nextOf(rest)) {
    size += chunk.length;
    if (size > announced.size) throw new NotAsAnnounced();
    hash.update(chunk);
    yield chunk;
  }
  if (size !== announced.size || hash.digest('hex') !== announced.sha256) throw new NotAsAnnounced();
}

async function nextOf(bytes: Bytes): Promise<Buffer | undefined> {
  const next = await bytes.next();
  return next.done ? undefined : next.value;
}
