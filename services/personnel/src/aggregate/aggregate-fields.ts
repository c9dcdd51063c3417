import { Schema } from 'mongoose';

/** Schema of the fields the aggregate store keeps in every document it writes. */
export const aggregateFields = {
  _id: String,
  jurisdiction: String,
  division: String,
  version: Number,
  sequence: Number,
  outbox: [Schema.Types.Mixed],
  pendingSince: Date,
} as const;

/** Reads leave the unpublished events where they are. */
export const WITHOUT_OUTBOX = { outbox: 0, pendingSince: 0 } as const;
