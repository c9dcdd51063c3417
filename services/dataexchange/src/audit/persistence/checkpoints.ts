import type { Checkpoint } from '@gridlink/audit-chain';
import type { AggregateDocument, AggregateStore } from '@gridlink/event-bus';
import type { Collection, Db } from 'mongodb';

/** A checkpoint with the event that tells it to the world; written once. */
export type CheckpointDocument = AggregateDocument & { readonly checkpoint: Checkpoint };

export type CheckpointStore = AggregateStore<CheckpointDocument>;

/** What is read of the checkpoints; like the chain they are one jurisdiction's, and whoever asks has been let in to its chain. */
export type Checkpoints = {
  last(jurisdiction: string): Promise<Checkpoint | undefined>;
  /** Those of a stretch of the chain, both ends included, by their numbers. */
  between(jurisdiction: string, stretch: { from: number; to: number }): Promise<Checkpoint[]>;
};

/** Two replicas that seal the same end write the same id, so one of them is stored. */
export const checkpointId = (jurisdiction: string, sequence: number): string =>
  `${jurisdiction}|${String(sequence).padStart(12, '0')}`;

export const checkpointCollection = (db: Db): Collection<CheckpointDocument> => db.collection('audit_checkpoints');

const PROJECTION = { _id: 0, checkpoint: 1 } as const;

export function createCheckpoints(collection: Collection<CheckpointDocument>): Checkpoints {
  return {
    async last(jurisdiction) {
      const found = await collection.findOne(
        { jurisdiction },
        { projection: PROJECTION, sort: { 'checkpoint.sequence': -1 }, hint: 'last' },
      );
      return found?.checkpoint;
    },
    async between(jurisdiction, { from, to }) {
      const found = await collection
        .find(
          { jurisdiction, 'checkpoint.sequence': { $gte: from, $lte: to } },
          { projection: PROJECTION, hint: 'last' },
        )
        .sort({ 'checkpoint.sequence': 1 })
        .toArray();
      return found.map(({ checkpoint }) => checkpoint);
    },
  };
}

export async function ensureCheckpointIndexes(collection: Collection<CheckpointDocument>): Promise<void> {
  await collection.createIndex({ jurisdiction: 1, 'checkpoint.sequence': 1 }, { name: 'last' });
}
