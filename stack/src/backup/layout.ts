import { join } from 'node:path';

/**
 * Where things lie in a backup's folder. `databases/` is what `mongodump --gzip` writes, so `mongorestore --gzip --dir` reads it, and
 * `SHA256SUMS` is what `sha256sum -c` reads: neither needs anything of this project.
 */
export type BackupLayout = ReturnType<typeof backupLayout>;

/** Paths inside a backup's folder. Creates nothing. */
export function backupLayout(root: string) {
  return {
    root,
    databases: join(root, 'databases'),
    /** The federation's own keys, as in the data folder; private ones are among them. */
    keys: join(root, 'keys'),
    /** The broker's trust: seeds, tokens and credentials. */
    broker: join(root, 'broker'),
    manifest: join(root, 'manifest.json'),
    /** Written last: a folder without it is a backup that did not come to its end. */
    sums: join(root, 'SHA256SUMS'),
  } as const;
}

/** A collection's documents, inside the folder. */
export const documentsFile = (database: string, collection: string): string =>
  join('databases', database, `${fileName(collection)}.bson.gz`);

/** A collection's options and indexes, inside the folder. */
export const metadataFile = (database: string, collection: string): string =>
  join('databases', database, `${fileName(collection)}.metadata.json.gz`);

/** As mongodump does it: what a file's name cannot hold is escaped. */
const fileName = (collection: string): string => encodeURIComponent(collection);
