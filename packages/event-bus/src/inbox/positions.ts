import type { EventEnvelope } from '@gridlink/contracts';
import type { Collection, Db } from 'mongodb';
import { unlessTaken } from '../duplicate-key.ts';
import { askedTogether, inBatches, ONE_AFTER_THE_OTHER, type Settled } from '../in-batches.ts';
import { insertUnordered } from '../insert-unordered.ts';

/** Where a consumer stands with an aggregate. */
export type Position = {
  /** `<consumer>|<aggregate>` */
  readonly _id: string;
  /** Last event of the aggregate that is handled, 0 for none. */
  readonly sequence: number;
  /** Events that came before their turn. */
  readonly early: readonly EventEnvelope[];
};

export type Positions = {
  read(id: string): Promise<Position>;
  /** The position after an event was handled. Never back: another replica may have handled later ones meanwhile. */
  advance(from: Position, sequence: number): Promise<Position>;
  /** The position after an event that has come too early was put by. */
  putBy(id: string, event: EventEnvelope): Promise<Position>;
};

type Step = { readonly from: Position; readonly sequence: number };

const beginning = (id: string): Position => ({ _id: id, sequence: 0, early: [] });
const afterStep = ({ from, sequence }: Step): Position => ({ _id: from._id, sequence, early: [] });
/** With nothing handled and nothing put by, it is not kept yet, as far as is known. */
const isFirst = ({ from }: Step): boolean => from.sequence === 0 && from.early.length === 0;

/** By the server from what is there when it writes, so that nothing goes back and what is put by meanwhile stays. */
const stepping = (steps: readonly Step[]) => {
  const furthest = new Map<string, number>();
  for (const { from, sequence } of steps) furthest.set(from._id, Math.max(sequence, furthest.get(from._id) ?? 0));
  const place = { $indexOfArray: [{ $literal: [...furthest.keys()] }, '$_id'] };
  const reached = { $arrayElemAt: [{ $literal: [...furthest.values()] }, place] };
  const stillEarly = { $filter: { input: '$early', cond: { $gt: ['$$this.sequence', '$sequence'] } } };
  return [{ $set: { sequence: { $max: ['$sequence', reached] } } }, { $set: { early: stillEarly } }];
};

/** Positions in the service's own database; those that are read or written at the same time are so by one command. */
export function createPositions(db: Db): Positions {
  const positions: Collection<Position> = db.collection('inbox');

  const findAll = (ids: readonly string[]): Promise<Position[]> => positions.find({ _id: { $in: [...ids] } }).toArray();

  const moveOn = async (steps: readonly Step[]): Promise<readonly Position[]> => {
    if (steps.length === 0) return [];
    const ids = steps.map(({ from }) => from._id);
    await positions.updateMany({ _id: { $in: ids } }, stepping(steps));
    // Read after the write: what another replica puts by later, it sees the new position with.
    return findAll(ids);
  };

  const advanceAll = async (steps: readonly Step[]): Promise<readonly Settled<Position>[]> => {
    const first = steps.filter(isFirst);
    const failed = await insertUnordered(positions, first.map(afterStep));
    const begun = new Set(first.filter((_, index) => !failed.has(index)));
    const moved = await moveOn(steps.filter((step) => !begun.has(step)));
    const reached = new Map(moved.map((position) => [position._id, position]));
    return steps.map((step) => {
      const position = begun.has(step) ? afterStep(step) : reached.get(step.from._id);
      return position ? { result: position } : { error: new Error(`the position ${step.from._id} was not written`) };
    });
  };

  const find = askedTogether(findAll);
  const advanceWithOthers = inBatches(advanceAll, ONE_AFTER_THE_OTHER);

  return {
    read: async (id) => (await find([id])).find(({ _id }) => _id === id) ?? beginning(id),
    advance: (from, sequence) => advanceWithOthers({ from, sequence }),
    async putBy(id, event) {
      // Not one upsert: of many who begin a position at once, the embedded server answers some with nothing (docs/adr/0002).
      for (;;) {
        const putBy = { $push: { early: event } };
        const position = await positions.findOneAndUpdate({ _id: id }, putBy, { returnDocument: 'after' });
        if (position) return position;
        const first = { ...beginning(id), early: [event] };
        // Where another replica began it first, this one is put by behind that.
        if (await unlessTaken(positions.insertOne(first))) return first;
      }
    },
  };
}
