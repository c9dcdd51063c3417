import { unlessTaken } from '@gridlink/event-bus';
import type { Connection } from 'mongoose';
import type { EntryResult, FieldBatch } from '../domain/field-batch.ts';
import type { FieldBatches, Hold } from '../use-cases/field-batch-repository.ts';

/** A batch as it is kept: who has it in hand, and what became of its entries. What was sent is not kept: the tickets have it. */
type BatchDocument = Omit<FieldBatch, 'results'> & {
  readonly _id: string;
  readonly results: EntryResult[];
  readonly holder: string;
  readonly heldUntil: Date;
};

/** Longer than any pack takes in what was made without a network. */
const KEPT_SECONDS = 120 * 86_400;

const keyOf = (subject: string, batchId: string): string => `${subject}|${batchId}`;

const toBatch = ({ _id, holder: _, heldUntil: __, ...batch }: BatchDocument): FieldBatch => batch;

/** Batches in MongoDB, one document each, by whose they are and the device's own id: every read and write is by that key. */
export function createFieldBatches(connection: Connection): FieldBatches & { ensureIndexes(): Promise<void> } {
  const batches = connection.collection<BatchDocument>('field_batches');

  const find = async (subject: string, batchId: string): Promise<FieldBatch | null> => {
    const document = await batches.findOne({ _id: keyOf(subject, batchId) });
    return document ? toBatch(document as BatchDocument) : null;
  };

  return {
    find,

    async open(batch, { holder, until }) {
      const _id = keyOf(batch.subject, batch.batchId);
      const opened = { _id, ...batch, results: [], finishedAt: null, holder, heldUntil: until };
      return (await unlessTaken(batches.insertOne(opened))) ? 'OPENED' : 'THERE';
    },

    async take({ subject, batchId }, now, { holder, until }: Hold) {
      const free = { _id: keyOf(subject, batchId), finishedAt: null, heldUntil: { $lte: now } };
      const { matchedCount } = await batches.updateOne(free, { $set: { holder, heldUntil: until } });
      return matchedCount === 1;
    },

    async append({ subject, batchId, entries }, { index, result }, { holder, until }) {
      // The number of results is the guard: no entry is answered twice, and nobody answers who has lost the batch to another.
      const mine = { _id: keyOf(subject, batchId), holder, results: { $size: index } };
      const finishedAt = index + 1 === entries ? result.arrivedAt : null;
      const { matchedCount } = await batches.updateOne(mine, {
        $push: { results: result },
        $set: { heldUntil: until, finishedAt },
      });
      return matchedCount === 1;
    },

    async ensureIndexes() {
      await batches.createIndex({ finishedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS, name: 'batches-expire' });
    },
  };
}
