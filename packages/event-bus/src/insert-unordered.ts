import type { Collection, Document, OptionalUnlessRequiredId } from 'mongodb';

export type WriteFailure = { readonly index: number; readonly code: number; readonly errmsg?: string };

/**
 * Inserts what can be inserted; the others' failures by their index.
 * @throws what the driver throws when it is not known which are in: a lost connection has no failed write in it
 */
export async function insertUnordered<T extends Document>(
  collection: Collection<T>,
  documents: readonly T[],
): Promise<ReadonlyMap<number, WriteFailure>> {
  if (documents.length === 0) return new Map();
  try {
    await collection.insertMany(documents as OptionalUnlessRequiredId<T>[], { ordered: false });
    return new Map();
  } catch (error) {
    const failures = (error as { writeErrors?: unknown }).writeErrors;
    const list = (Array.isArray(failures) ? failures : failures ? [failures] : []) as WriteFailure[];
    if (list.length === 0) throw error;
    return new Map(list.map((failure) => [failure.index, failure]));
  }
}
