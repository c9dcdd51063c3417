import { z } from 'zod';
import { defineEvent } from '../../event.ts';

/** A batch of rows as it was taken in: counts, never rows. */
export const batchSnapshotSchema = z.object({
  id: z.string().min(1),
  /** The sender's own id of the batch. */
  batchId: z.string().min(1),
  resourceId: z.string().min(1),
  resourceCode: z.string().min(1),
  created: z.int().min(0),
  updated: z.int().min(0),
  unchanged: z.int().min(0),
  refused: z.int().min(0),
});
export type BatchSnapshot = z.infer<typeof batchSnapshotSchema>;

export const batchReceived = defineEvent(
  'gridlink.dataexchange.batch.received.v1',
  '一批共享数据已接收\nA batch of shared rows was received.',
  z.object({ batch: batchSnapshotSchema }),
);
