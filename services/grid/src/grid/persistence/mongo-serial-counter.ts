import type { Connection } from 'mongoose';
import type { SerialCounter } from '../use-cases/grid-repository.ts';

/** One small document a sequence; `$inc` hands every taker numbers of its own. */
export function mongoSerialCounter(connection: Connection): SerialCounter {
  const serials = connection.collection<{ _id: string; last: number }>('grid_serials');
  return {
    async take(sequence, count) {
      const taken = await serials.findOneAndUpdate(
        { _id: sequence },
        { $inc: { last: count } },
        { upsert: true, returnDocument: 'after' },
      );
      return (taken?.last ?? count) - count + 1;
    },
  };
}
