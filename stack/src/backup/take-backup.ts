import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { writePrivateFile } from '../private-file.ts';
import { projectFolder } from '../settings.ts';
import { BackupError } from './backup-error.ts';
import { type Dumped, dumpCollection } from './dump-collection.ts';
import { saveKeys } from './key-files.ts';
import { backupLayout } from './layout.ts';
import { BACKUP_FORMAT, type Manifest, totalsOf } from './manifest.ts';
import { fileSum } from './packed-file.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';
import { writeSums } from './sums-file.ts';

/** What is backed up, and where it goes. */
export type BackupOptions = {
  readonly uri: string;
  /** Databases `<prefix>_…` are taken, all of them. */
  readonly databasePrefix: string;
  /** Folder that is made; an existing one must be empty. */
  readonly folder: string;
  /** Folders that keys are taken from; left out, the backup is without them. */
  readonly keys?: { readonly keys: string; readonly broker: string } | undefined;
  readonly progress?: (line: string) => void;
};

/** Where the marker of the snapshot lies; nothing of it is backed up. */
export const scratchDatabase = (prefix: string): string => `${prefix}_backup`;

/** Databases of an installation that hold its data. */
export async function installedDatabases(client: MongoClient, prefix: string): Promise<string[]> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  const names = databases.map(({ name }) => name).filter((name) => name.startsWith(`${prefix}_`));
  return names.filter((name) => name !== scratchDatabase(prefix)).toSorted();
}

async function collectionNames(db: Db): Promise<string[]> {
  const collections = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  return collections
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.'))
    .toSorted();
}

function emptyFolder(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new BackupError(`${folder} is not empty: every backup has a folder of its own`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

async function dumpAll(
  client: MongoClient,
  snapshot: Snapshot,
  { databasePrefix, folder, progress = () => undefined }: BackupOptions,
): Promise<Dumped[]> {
  const dumped: Dumped[] = [];
  for (const database of await installedDatabases(client, databasePrefix)) {
    const db = client.db(database);
    for (const name of await collectionNames(db)) {
      const seen = (documents: number): void => progress(`${database}.${name}: ${documents} documents`);
      dumped.push(await dumpCollection(db, name, { root: folder, snapshot, seen }));
    }
  }
  if (totalsOf(dumped.map(({ collection }) => collection)).documents === 0)
    throw new BackupError(`there is nothing in the databases ${databasePrefix}_…: is this the right server?`);
  return dumped;
}

async function versionsOf(client: MongoClient): Promise<Manifest['versions']> {
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string };
  const server = await client.db('admin').command({ buildInfo: 1 });
  return { gridlink: version, node: process.versions.node, database: String(server.version) };
}

async function savedKeys({ keys, folder }: BackupOptions): Promise<Map<string, string>> {
  if (keys === undefined) return new Map();
  const own = await saveKeys(keys.keys, { root: folder, kind: 'keys' });
  if (own.size === 0) throw new BackupError(`there are no keys in ${keys.keys}`);
  return new Map([...own, ...(await saveKeys(keys.broker, { root: folder, kind: 'broker' }))]);
}

/**
 * Copies every database as it is at one moment, and the keys without which it is of no use, while everything runs. The broker's store
 * is left out: the databases hold what was published and fill it again.
 * @throws BackupError with what the operator can mend; the folder is then no backup, since its SHA256SUMS is missing.
 */
export async function takeBackup(options: BackupOptions): Promise<Manifest> {
  const { databasePrefix } = options;
  const layout = backupLayout(options.folder);
  emptyFolder(layout.root);
  const client = await MongoClient.connect(options.uri);
  try {
    const snapshotFrom = new Date().toISOString();
    const snapshot = await openSnapshot(client, scratchDatabase(databasePrefix));
    const until = new Date().toISOString();
    const dumped = await dumpAll(client, snapshot, options).finally(() => snapshot.close());
    const keySums = await savedKeys(options);
    const manifest: Manifest = {
      format: BACKUP_FORMAT,
      asOf: snapshotFrom,
      until,
      databasePrefix,
      versions: await versionsOf(client),
      withKeys: keySums.size > 0,
      collections: dumped.map(({ collection }) => collection),
    };
    writePrivateFile(layout.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
    const manifestSum: [string, string] = [relative(layout.root, layout.manifest), await fileSum(layout.manifest)];
    writeSums(layout, new Map([...dumped.flatMap(({ sums }) => [...sums]), ...keySums, manifestSum]));
    return manifest;
  } finally {
    await client.close();
  }
}
