import { randomUUID } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';

/** Somebody saw a piece of personal data in clear. */
export type RevealRecord = {
  readonly _id: string;
  readonly personId: string;
  readonly field: 'phone';
  /** Account or program id. */
  readonly seenBy: string;
  readonly at: Date;
  readonly requestId: string;
};

export type Reveals = {
  record(reveals: readonly Omit<RevealRecord, '_id'>[]): Promise<void>;
  /** Newest first. */
  ofPersons(personIds: readonly string[]): Promise<readonly RevealRecord[]>;
  ensureIndexes(): Promise<void>;
};

const schema = new Schema<RevealRecord>(
  {
    _id: String,
    personId: String,
    field: String,
    seenBy: String,
    at: Date,
    requestId: String,
  },
  { versionKey: false },
);

const READ_MAX = 1_000;

/** The record of who saw what; it is only ever added to. */
export function createMongoReveals(connection: Connection): Reveals {
  const model = connection.model<RevealRecord>('Reveal', schema, 'reveals');
  return {
    async record(reveals) {
      await model.insertMany(
        reveals.map((reveal) => ({ _id: randomUUID(), ...reveal })),
        { ordered: false },
      );
    },
    ofPersons: (personIds) =>
      model
        .find({ personId: { $in: [...personIds] } })
        .sort({ at: -1 })
        .limit(READ_MAX)
        .lean<RevealRecord[]>(),
    async ensureIndexes() {
      await model.collection.createIndex({ personId: 1, at: -1 }, { name: 'reveals_of_person' });
    },
  };
}
