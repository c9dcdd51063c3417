import type { EntryResult, FieldBatch } from '../domain/field-batch.ts';

/** Who has a batch in hand, and until when nobody else takes it. */
export type Hold = { readonly holder: string; readonly until: Date };

export type BatchKey = Pick<FieldBatch, 'subject' | 'batchId'>;

/** Batches are their sender's own: each is read and written by whose it is and the id the device gave it. */
export type FieldBatches = {
  find(subject: string, batchId: string): Promise<FieldBatch | null>;
  open(batch: Omit<FieldBatch, 'results' | 'finishedAt'>, hold: Hold): Promise<'OPENED' | 'THERE'>;
  /** Takes over what nobody has in hand any more. */
  take(key: BatchKey, now: Date, hold: Hold): Promise<boolean>;
  /** Writes what became of the next entry; false when another has the batch now. The last one finishes the batch. */
  append(
    batch: BatchKey & Pick<FieldBatch, 'entries'>,
    row: { readonly index: number; readonly result: EntryResult },
    hold: Hold,
  ): Promise<boolean>;
};
