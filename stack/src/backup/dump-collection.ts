import { join } from 'node:path';
import type { Db } from 'mongodb';
import { shapeOf, shapeText } from './collection-shape.ts';
import { documentSum } from './document-sum.ts';
import { documentsFile, metadataFile } from './layout.ts';
import type { ManifestCollection } from './manifest.ts';
import { writePacked } from './packed-file.ts';
import type { Snapshot } from './snapshot.ts';

/** Documents asked for at a time: with the largest there are, 16 MB each way all the same. */
const BATCH = 1_000;

/** A dumped collection and its files' SHA-256 by their path inside the backup. */
export type Dumped = { readonly collection: ManifestCollection; readonly sums: ReadonlyMap<string, string> };

async function* inOneChunk(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text, 'utf8');
}

/** Writes what the snapshot holds of a collection. @param seen told how many documents were read so far */
export async function dumpCollection(
  db: Db,
  name: string,
  { root, snapshot, seen }: { readonly root: string; readonly snapshot: Snapshot; readonly seen: (n: number) => void },
): Promise<Dumped> {
  const database = db.databaseName;
  const total = documentSum();
  const documents = async function* (): AsyncGenerator<Buffer> {
    const { session } = snapshot;
    const cursor = db.collection(name).find<Buffer>({}, { session, raw: true, batchSize: BATCH });
    for await (const raw of cursor) {
      total.add(raw);
      if (total.documents % BATCH === 0) seen(total.documents);
      yield raw;
    }
  };
  const shape = shapeText(name, await shapeOf(db, name));
  const [content, metadata] = [documentsFile(database, name), metadataFile(database, name)];
  const sums = new Map([
    [content, await writePacked(join(root, content), documents())],
    [metadata, await writePacked(join(root, metadata), inOneChunk(shape))],
  ]);
  const { documents: count, bytes, sum } = total;
  return { collection: { database, name, documents: count, bytes, sum }, sums };
}
