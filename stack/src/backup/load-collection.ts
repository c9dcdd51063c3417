import { join } from 'node:path';
import type { Db, Document } from 'mongodb';
import { BackupError } from './backup-error.ts';
import { readShape } from './collection-shape.ts';
import { type DocumentSum, documentSum } from './document-sum.ts';
import { exactDocument } from './exact-document.ts';
import { documentsFile, metadataFile } from './layout.ts';
import type { ManifestCollection } from './manifest.ts';
import { readDocuments } from './packed-file.ts';

/** One insert: whichever is reached first. */
const BATCH_DOCUMENTS = 1_000;
const BATCH_BYTES = 8 * 1024 * 1024;

async function* inBatches(documents: AsyncIterable<Buffer>): AsyncGenerator<Document[]> {
  let batch: Document[] = [];
  let bytes = 0;
  for await (const raw of documents) {
    batch.push(exactDocument(raw));
    bytes += raw.length;
    if (batch.length < BATCH_DOCUMENTS && bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

function holdAgainst(expected: ManifestCollection, found: DocumentSum, where: string): void {
  const { database, name, documents, sum } = expected;
  if (found.documents !== documents)
    throw new BackupError(`${database}.${name}: ${found.documents} documents ${where}, ${documents} were backed up`);
  if (found.sum !== sum) throw new BackupError(`${database}.${name}: documents ${where} are not those backed up`);
}

/** Reads a collection's file to its end and holds it against the manifest. Changes nothing. @throws BackupError */
export async function checkCollection(root: string, expected: ManifestCollection): Promise<void> {
  const { database, name } = expected;
  const inFile = documentSum();
  for await (const raw of readDocuments(join(root, documentsFile(database, name)))) inFile.add(raw);
  holdAgainst(expected, inFile, 'in the file');
  await readShape(join(root, metadataFile(database, name)));
}

/** Fills an empty collection, without its indexes. @param seen told how many documents are in */
export async function loadCollection(
  db: Db,
  { database, name }: ManifestCollection,
  { root, seen }: { readonly root: string; readonly seen: (documents: number) => void },
): Promise<void> {
  const { options } = await readShape(join(root, metadataFile(database, name)));
  await db.createCollection(name, options);
  let loaded = 0;
  for await (const batch of inBatches(readDocuments(join(root, documentsFile(database, name))))) {
    // The server makes no `_id`: every document has its own.
    await db.collection(name).insertMany(batch, { ordered: false, forceServerObjectId: true });
    loaded += batch.length;
    seen(loaded);
  }
}

/** Reads everything back out of the database and holds it against the manifest. @throws BackupError */
export async function verifyCollection(db: Db, expected: ManifestCollection): Promise<void> {
  const found = documentSum();
  const cursor = db.collection(expected.name).find<Buffer>({}, { raw: true, batchSize: BATCH_DOCUMENTS });
  for await (const raw of cursor) found.add(raw);
  holdAgainst(expected, found, 'in the database');
}
