import { avoidedWrites } from './avoided-writes.ts';
import type { Check } from './check.ts';
import { medianMs } from './clock.ts';

/**
 * What the project avoids because the embedded server lacks it. Not judged: printed, so that a bump of the version
 * shows what has become possible.
 */
export const avoidedFeatures: readonly Check[] = [
  {
    name: 'text index and $text',
    run: async ({ db }) => {
      await db.collection('texts').createIndex({ text: 'text' });
      await db.collection('texts').insertOne({ text: 'broken street lamp' });
      if ((await db.collection('texts').countDocuments({ $text: { $search: 'lamp' } })) !== 1)
        throw new Error('finds nothing');
    },
  },
  {
    name: 'partial index chosen by the planner',
    run: async ({ db }) => {
      const rows = db.collection('rows');
      await rows.createIndex({ dueAt: 1 }, { partialFilterExpression: { open: true } });
      await rows.insertMany(Array.from({ length: 500 }, (_, dueAt) => ({ dueAt, open: dueAt % 50 === 0 })));
      const plan = await rows.find({ open: true, dueAt: { $lt: 100 } }).explain('queryPlanner');
      if (!JSON.stringify(plan.queryPlanner?.winningPlan).includes('IXSCAN')) throw new Error('scans the collection');
    },
  },
  {
    name: "path through an array in an expression ('$timeline.at'; $map is right)",
    run: async ({ db }) => {
      await db.collection('rows').insertOne({ timeline: [{ at: 5 }, { at: 3 }] });
      const [row] = await db
        .collection('rows')
        .aggregate([{ $project: { _id: 0, first: { $min: '$timeline.at' } } }])
        .toArray();
      if (row?.first !== 3) throw new Error(`answers ${JSON.stringify(row)} without an error`);
    },
  },
  {
    name: '$lookup by a path through an array (unwind first is right)',
    run: async ({ db }) => {
      await db.collection('rows').insertOne({ units: [{ code: 'a' }] });
      await db.collection<{ _id: string }>('units').insertOne({ _id: 'a' });
      const lookup = { from: 'units', localField: 'units.code', foreignField: '_id', as: 'found' };
      const [row] = await db
        .collection('rows')
        .aggregate([{ $lookup: lookup }])
        .toArray();
      if (row?.found.length !== 1) throw new Error('finds nothing, without an error');
    },
  },
  {
    name: 'a limit stops an index scan (by the clock; explain claims it does)',
    run: async ({ db }) => {
      const rows = db.collection<{ _id: number }>('rows');
      for (let first = 0; first < 20_000; first += 2_000) {
        await rows.insertMany(Array.from({ length: 2_000 }, (_, index) => ({ _id: first + index })));
      }
      const all = await medianMs(() => rows.find().sort({ _id: 1 }).limit(5).toArray());
      const few = await medianMs(() =>
        rows
          .find({ _id: { $lt: 5 } })
          .sort({ _id: 1 })
          .toArray(),
      );
      const figures = `5 of 20,000 by the limit: ${all.toFixed(1)} ms, by bounds: ${few.toFixed(1)} ms`;
      if (all > 5 * few) throw new Error(figures);
      return figures;
    },
  },
  ...avoidedWrites,
];
