import type { Db } from 'mongodb';
import type { Incarnations } from '../broker/feed-relay.ts';

export function createIncarnations(db: Db): Incarnations {
  const streams = db.collection<{ _id: string; incarnation: string }>('feed_streams');
  return {
    known: async (stream) => (await streams.findOne({ _id: stream }))?.incarnation,
    async remember(stream, incarnation) {
      await streams.updateOne({ _id: stream }, { $set: { incarnation } }, { upsert: true });
    },
  };
}
