import { BSON, type Collection, type Db, type Document, type IndexDescription } from 'mongodb';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';
import { readPacked } from './packed-file.ts';

/** What a collection is besides its documents, as mongodump's `metadata.json` says it. */
export type CollectionShape = { readonly options: Document; readonly indexes: readonly Document[] };

/** Given by the server with each index, and not taken by every server with a new one. */
const NOT_TAKEN = ['ns', 'v'];

/** Options and indexes as they are now. */
export async function shapeOf(db: Db, name: string): Promise<CollectionShape> {
  const [info] = await db.listCollections({ name }, { nameOnly: false }).toArray();
  const options = info !== undefined && 'options' in info ? (info.options ?? {}) : {};
  return { options, indexes: await db.collection(name).listIndexes().toArray() };
}

/** The text of a metadata file; extended JSON, so that a number keeps its type. */
export const shapeText = (collectionName: string, { options, indexes }: CollectionShape): string =>
  BSON.EJSON.stringify({ options, indexes, collectionName, type: 'collection' }, { relaxed: false });

const metadataSchema = z.object({
  options: z.record(z.string(), z.unknown()),
  indexes: z.array(z.looseObject({ name: z.string(), key: z.record(z.string(), z.unknown()) })),
});

/** @throws BackupError when the file is no metadata. */
export async function readShape(path: string): Promise<CollectionShape> {
  const chunks: Buffer[] = [];
  for await (const chunk of readPacked(path)) chunks.push(chunk);
  try {
    return metadataSchema.parse(BSON.EJSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch (error) {
    throw new BackupError(`${path} is no metadata of a collection: ${error instanceof Error ? error.message : error}`);
  }
}

/** Makes the indexes as they were; the one on `_id` is there by itself. */
export async function makeIndexes(collection: Collection, { indexes }: CollectionShape): Promise<void> {
  const wanted = indexes
    .filter(({ name }) => name !== '_id_')
    .map((index) => Object.fromEntries(Object.entries(index).filter(([key]) => !NOT_TAKEN.includes(key))));
  if (wanted.length > 0) await collection.createIndexes(wanted as IndexDescription[]);
}
