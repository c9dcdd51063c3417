import type { FeedSnapshot } from '@gridlink/contracts';
import type { AggregateDocument } from '@gridlink/event-bus';
import { type Connection, type Model, Schema } from 'mongoose';
import { type FeedNaming, feedAddress } from '../domain/feed.ts';

/** An organization's feed; its id is the organization's code. */
export type FeedDocument = AggregateDocument & {
  readonly areas: readonly string[];
  readonly token: string;
  readonly status: 'OPEN' | 'CLOSED';
  /** Counts openings. */
  readonly generation: number;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly closedAt?: Date;
  readonly closedBecause?: string;
  /** Number in the feed's log after which this opening begins. */
  readonly startsAfter: number;
};

const schema = new Schema<FeedDocument>(
  {
    _id: { type: String, required: true },
    jurisdiction: { type: String, required: true },
    division: { type: String, required: true },
    areas: { type: [String], required: true },
    token: { type: String, required: true },
    status: { type: String, required: true },
    generation: { type: Number, required: true },
    openedAt: { type: Date, required: true },
    openedBy: { type: String, required: true },
    closedAt: Date,
    closedBecause: String,
    startsAfter: { type: Number, required: true },
    version: { type: Number, required: true },
    sequence: { type: Number, required: true },
    outbox: { type: [Schema.Types.Mixed], default: [] },
    pendingSince: Date,
  },
  { collection: 'feeds', strictQuery: 'throw', versionKey: false },
);

export type FeedModel = Model<FeedDocument>;

export const feedModel = (connection: Connection): FeedModel => connection.model<FeedDocument>('Feed', schema);

/** What others are told of a feed. */
export function snapshotOfFeed(
  naming: FeedNaming,
  feed: Pick<FeedDocument, '_id' | 'status' | 'generation'>,
): FeedSnapshot {
  const { stream, durable } = feedAddress(naming, feed._id, feed.generation);
  return { organization: feed._id, status: feed.status, stream, durable };
}
