import { passOverDuplicates, unlessTaken } from '@gridlink/event-bus';
import type { FigureStore } from '../use-cases/figure-store.ts';
import { countingId, type FigureCollections } from './figure-documents.ts';

type Sets = Pick<FigureStore, 'generations' | 'found' | 'startRebuild' | 'walkOn' | 'finishRebuild'>;

/** Sets of counters: which one is read, which one is being built. */
export function figureGenerations({ counters, shares, journals, generations }: FigureCollections): Sets {
  /** Before anybody is told of it, so that nobody who is told finds none. */
  const openJournal = async (jurisdiction: string, generation: number): Promise<void> => {
    const empty = { _id: countingId({ jurisdiction, generation }), number: 0, batch: null };
    await journals.insertOne(empty).catch(passOverDuplicates);
  };

  const dropSet = async (counting: string): Promise<void> => {
    // The journal first: whoever still counts into the set finds that it is gone.
    await journals.deleteOne({ _id: counting });
    await shares.deleteMany({ counting });
    await counters.deleteMany({ counting });
  };

  return {
    async generations(jurisdiction) {
      const found = await generations.findOne({ _id: jurisdiction });
      if (!found) return null;
      const { _id, ...rest } = found;
      return { jurisdiction: _id, ...rest };
    },

    async found(jurisdiction) {
      if (await generations.findOne({ _id: jurisdiction }, { projection: { _id: 1 } })) return false;
      await openJournal(jurisdiction, 1);
      return unlessTaken(generations.insertOne({ _id: jurisdiction, active: 1, building: null, finished: null }));
    },

    async startRebuild(jurisdiction, rebuild) {
      await openJournal(jurisdiction, rebuild.generation);
      const building = { ...rebuild, walked: null, counted: 0 };
      const { matchedCount } = await generations.updateOne(
        { _id: jurisdiction, active: rebuild.generation - 1, building: null },
        { $set: { building } },
      );
      return matchedCount === 1;
    },

    async walkOn({ jurisdiction, generation }, { from, to, counted }) {
      const { matchedCount } = await generations.updateOne(
        {
          _id: jurisdiction,
          'building.generation': generation,
          ...(from === null
            ? { 'building.walked': null }
            : { 'building.walked.at': from.at, 'building.walked.id': from.id }),
        },
        { $set: { 'building.walked': to }, $inc: { 'building.counted': counted } },
      );
      return matchedCount === 1;
    },

    async finishRebuild({ jurisdiction, generation }, finished) {
      const { matchedCount } = await generations.updateOne(
        { _id: jurisdiction, 'building.generation': generation },
        { $set: { active: generation, building: null, finished } },
      );
      if (matchedCount === 1) await dropSet(countingId({ jurisdiction, generation: generation - 1 }));
    },
  };
}
