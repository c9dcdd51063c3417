import { unlessTaken } from '@gridlink/event-bus';
import type { Connection } from 'mongoose';
import type { SerialCounter } from '../use-cases/grid-repository.ts';

type Serial = { _id: string; last: number };

/**
 * One small document a sequence, moved on by guarded writes. Not by one upserting `findOneAndUpdate` with `$inc`: the embedded server
 * answers null to those who lose the race for the document's creation (ADR 0002, rule 6).
 */
export function mongoSerialCounter(connection: Connection): SerialCounter {
  const serials = connection.collection<Serial>('grid_serials');

  /** The first serial taken, or undefined when another taker was first. */
  async function tryTake(sequence: string, count: number): Promise<number | undefined> {
    const known = await serials.findOne({ _id: sequence });
    if (!known) return (await begin(sequence, count)) ? 1 : undefined;
    const { last } = known;
    const { matchedCount } = await serials.updateOne({ _id: sequence, last }, { $set: { last: last + count } });
    return matchedCount === 1 ? last + 1 : undefined;
  }

  const begin = (sequence: string, count: number): Promise<boolean> =>
    unlessTaken(serials.insertOne({ _id: sequence, last: count }));

  return {
    async take(sequence, count) {
      // Whoever loses has seen another one win, so somebody always gets on.
      for (;;) {
        const first = await tryTake(sequence, count);
        if (first !== undefined) return first;
      }
    },
  };
}
