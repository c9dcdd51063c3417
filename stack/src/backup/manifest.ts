import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';
import type { BackupLayout } from './layout.ts';

/** Raised when a restore of an earlier version could not read what is written now. */
export const BACKUP_FORMAT = 1;

const count = z.number().int().nonnegative();

const collectionSchema = z.object({
  database: z.string().min(1),
  name: z.string().min(1),
  documents: count,
  /** Of the documents, unpacked. */
  bytes: count,
  /** Sum of the documents' fingerprints (`document-sum.ts`), whatever their order. */
  sum: z.string().regex(/^[0-9a-f]{32}$/),
});

const manifestSchema = z.object({
  format: z.literal(BACKUP_FORMAT),
  /** ISO instants: everything acknowledged before `asOf` is in, nothing that was begun after `until`. */
  asOf: z.iso.datetime(),
  until: z.iso.datetime(),
  /** First part of the databases' names. */
  databasePrefix: z.string().min(1),
  versions: z.object({ gridlink: z.string(), node: z.string(), database: z.string() }),
  withKeys: z.boolean(),
  collections: z.array(collectionSchema),
});

/** What a backup says of itself. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestCollection = z.infer<typeof collectionSchema>;

/** @throws BackupError when it is none, or of a format that this version does not know. */
export function readManifest(layout: BackupLayout): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(layout.manifest, 'utf8'));
  } catch (error) {
    throw new BackupError(`${layout.manifest} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const { format } = z.looseObject({ format: z.unknown() }).catch({ format: undefined }).parse(content);
  if (format !== BACKUP_FORMAT)
    throw new BackupError(
      `the backup is of format ${String(format)}, this version reads ${BACKUP_FORMAT}: restore it with the version that made it`,
    );
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) throw new BackupError(`${layout.manifest} is not a manifest: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Databases that the backup holds. */
export const databasesOf = ({ collections }: Manifest): string[] => [
  ...new Set(collections.map(({ database }) => database)),
];

/** Of all collections together. */
export const totalsOf = (
  collections: readonly Pick<ManifestCollection, 'documents' | 'bytes'>[],
): { readonly documents: number; readonly bytes: number } => ({
  documents: collections.reduce((sum, { documents }) => sum + documents, 0),
  bytes: collections.reduce((sum, { bytes }) => sum + bytes, 0),
});
