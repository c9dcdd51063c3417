import { passOverDuplicates } from '@gridlink/event-bus';
import type { RecordDocument, RecordModels, RefusedRowDocument } from './record-documents.ts';

/** A record to be created, or the next revision of one that was read. */
export type RecordWrite = { readonly next: RecordDocument; readonly previous?: RecordDocument };

export type RecordWriter = {
  /** True when every write took; false when another push was first somewhere, so that the caller looks again. */
  write(writes: readonly RecordWrite[]): Promise<boolean>;
  /** Keeps refused rows; the same batch again keeps them once. */
  keepRefused(rows: readonly RefusedRowDocument[]): Promise<void>;
};

/** Swallows duplicates only, and says whether there were any. */
async function hadDuplicates(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return false;
  } catch (error) {
    passOverDuplicates(error);
    return true;
  }
}

export function createRecordWriter({ records, revisions, refusedRows }: RecordModels): RecordWriter {
  /** What is replaced is copied first: whoever copies it, and however often, the copy of a stored revision is the same. */
  const keepReplaced = async (writes: readonly RecordWrite[]): Promise<void> => {
    const replaced = writes.flatMap(({ previous }) => (previous ? [previous] : []));
    if (replaced.length === 0) return;
    const copies = replaced.map(({ _id, revision, values, batch, changedAt }) => ({
      _id: `${_id}|${revision}`,
      record: _id,
      revision,
      values,
      batch,
      changedAt,
    }));
    await hadDuplicates(revisions.collection.insertMany(copies as never[], { ordered: false }));
  };

  return {
    async write(writes) {
      if (writes.length === 0) return true;
      await keepReplaced(writes);
      const operations = writes.map(({ next, previous }) => {
        if (!previous) return { insertOne: { document: next } };
        const { _id, ...set } = next;
        const leavesGrid = next.grid === undefined ? { $unset: { grid: '' } } : {};
        return { updateOne: { filter: { _id, revision: previous.revision }, update: { $set: set, ...leavesGrid } } };
      });
      let applied = 0;
      const raced = await hadDuplicates(
        records.collection.bulkWrite(operations as never[], { ordered: false }).then((result) => {
          applied = result.insertedCount + result.matchedCount;
        }),
      );
      return !raced && applied === writes.length;
    },

    async keepRefused(rows) {
      if (rows.length === 0) return;
      await hadDuplicates(refusedRows.collection.insertMany(rows as never[], { ordered: false }));
    },
  };
}
