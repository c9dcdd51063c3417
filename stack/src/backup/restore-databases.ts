import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { BackupError } from './backup-error.ts';
import { makeIndexes, readShape } from './collection-shape.ts';
import { type BackupLayout, metadataFile } from './layout.ts';
import { loadCollection, verifyCollection } from './load-collection.ts';
import { databasesOf, type Manifest } from './manifest.ts';
import { installedDatabases, scratchDatabase } from './take-backup.ts';

/** Where a backup goes. */
export type RestoreTarget = {
  readonly uri: string;
  /** Drops what is in the installation's databases; without it anything there is a reason to refuse. */
  readonly replace: boolean;
  readonly progress?: (line: string) => void;
};

/** Collections that hold something, of the installation that the backup is of. */
async function inUse(client: MongoClient, prefix: string): Promise<string[]> {
  const used: string[] = [];
  for (const database of await installedDatabases(client, prefix)) {
    const db = client.db(database);
    for (const { name } of await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray())
      if ((await db.collection(name).findOne({}, { projection: { _id: 1 } })) !== null)
        used.push(`${database}.${name}`);
  }
  return used;
}

async function makeRoom(client: MongoClient, prefix: string, replace: boolean): Promise<void> {
  const used = await inUse(client, prefix);
  if (used.length > 0 && !replace)
    throw new BackupError(
      `the databases are not empty (${used.slice(0, 3).join(', ')}${used.length > 3 ? `, ${used.length - 3} more` : ''}): --replace removes what is there`,
    );
  for (const database of [...(await installedDatabases(client, prefix)), scratchDatabase(prefix)])
    await client.db(database).dropDatabase();
}

/**
 * Puts every document of a checked backup into the database, reads everything back and holds it against the manifest, and makes the indexes.
 * @throws BackupError when something is there that must not be replaced, or what is read back is not what was backed up.
 */
export async function restoreDatabases(
  { layout, manifest }: { readonly layout: BackupLayout; readonly manifest: Manifest },
  { uri, replace, progress = () => undefined }: RestoreTarget,
): Promise<void> {
  const client = await MongoClient.connect(uri, { writeConcern: { w: 'majority' } });
  try {
    await makeRoom(client, manifest.databasePrefix, replace);
    for (const database of databasesOf(manifest)) {
      const db = client.db(database);
      for (const collection of manifest.collections.filter((one) => one.database === database)) {
        const place = `${database}.${collection.name}`;
        const seen = (documents: number): void =>
          progress(`${place}: ${documents} of ${collection.documents} documents`);
        await loadCollection(db, collection, { root: layout.root, seen });
        progress(`${place}: read back`);
        await verifyCollection(db, collection);
        // Last, as mongorestore does: quicker, and no index removes old entries before they were held against the manifest.
        await makeIndexes(
          db.collection(collection.name),
          await readShape(join(layout.root, metadataFile(database, collection.name))),
        );
      }
    }
  } finally {
    await client.close();
  }
}
