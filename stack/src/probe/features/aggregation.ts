import { type Check, expectEqual, type ProbeSubject } from '../check.ts';

const stages = ['DISPATCH', 'HANDLING', 'CLOSED'] as const;

async function withTickets({ db }: ProbeSubject) {
  const tickets = db.collection<{ _id: number; stage: string; grid: string; minutes: number; createdAt: Date }>(
    'tickets',
  );
  await tickets.insertMany(
    Array.from({ length: 12 }, (_, index) => ({
      _id: index,
      stage: stages[index % 3] ?? '',
      grid: `g${index % 2}`,
      minutes: index * 10,
      // 15:00 UTC is 23:00 in Shanghai, 17:00 UTC is already the next day there.
      createdAt: new Date(Date.UTC(2026, 0, 31, index < 6 ? 15 : 17)),
    })),
  );
  return tickets;
}

/** What statistics and joins are built from. */
export const aggregationChecks: readonly Check[] = [
  {
    name: '$dateTrunc and $dateToString by Asia/Shanghai',
    run: async (subject) => {
      const tickets = await withTickets(subject);
      const month = { $dateTrunc: { date: '$createdAt', unit: 'month', timezone: 'Asia/Shanghai' } };
      const months = await tickets
        .aggregate([{ $group: { _id: month, n: { $sum: 1 } } }, { $sort: { _id: 1 } }])
        .toArray();
      expectEqual(months, [
        { _id: '2025-12-31T16:00:00.000Z', n: 6 },
        { _id: '2026-01-31T16:00:00.000Z', n: 6 },
      ]);
      const day = { $dateToString: { date: '$createdAt', format: '%Y-%m-%d', timezone: 'Asia/Shanghai' } };
      const days = await tickets.aggregate([{ $group: { _id: day } }, { $sort: { _id: 1 } }]).toArray();
      expectEqual(days, [{ _id: '2026-01-31' }, { _id: '2026-02-01' }]);
    },
  },
  {
    name: '$facet, $group, $bucket',
    run: async (subject) => {
      const tickets = await withTickets(subject);
      const facets = {
        byStage: [{ $sortByCount: '$stage' }, { $count: 'stages' }],
        long: [{ $match: { minutes: { $gte: 60 } } }, { $count: 'n' }],
      };
      expectEqual(await tickets.aggregate([{ $facet: facets }]).toArray(), [
        { byStage: [{ stages: 3 }], long: [{ n: 6 }] },
      ]);
      const bucket = { groupBy: '$minutes', boundaries: [0, 50, 200], output: { n: { $sum: 1 } } };
      expectEqual(await tickets.aggregate([{ $bucket: bucket }]).toArray(), [
        { _id: 0, n: 5 },
        { _id: 50, n: 7 },
      ]);
    },
  },
  {
    name: '$lookup with a pipeline, $graphLookup up a tree',
    run: async (subject) => {
      const tickets = await withTickets(subject);
      const divisions = subject.db.collection<{ _id: string; parent: string | null }>('divisions');
      await divisions.insertMany([
        { _id: 'g1', parent: 'county' },
        { _id: 'county', parent: 'city' },
        { _id: 'city', parent: null },
      ]);
      const joined = await tickets
        .aggregate([
          { $match: { _id: 1 } },
          {
            $lookup: {
              from: 'divisions',
              localField: 'grid',
              foreignField: '_id',
              pipeline: [{ $project: { parent: 1 } }],
              as: 'place',
            },
          },
          { $project: { place: 1 } },
        ])
        .toArray();
      expectEqual(joined, [{ _id: 1, place: [{ _id: 'g1', parent: 'county' }] }], '$lookup');
      const tree = {
        from: 'divisions',
        startWith: '$grid',
        connectFromField: 'parent',
        connectToField: '_id',
        as: 'chain',
      };
      const [ticket] = await tickets
        .aggregate<{ chain: { _id: string }[] }>([{ $match: { _id: 1 } }, { $graphLookup: tree }])
        .toArray();
      expectEqual(ticket?.chain.map(({ _id }) => _id).sort(), ['city', 'county', 'g1'], '$graphLookup');
    },
  },
  {
    name: '$setWindowFields, $percentile, $merge',
    run: async (subject) => {
      const tickets = await withTickets(subject);
      const rank = { partitionBy: '$grid', sortBy: { minutes: -1 }, output: { place: { $documentNumber: {} } } };
      const first = await tickets
        .aggregate([
          { $setWindowFields: rank },
          { $match: { place: 1 } },
          { $sort: { _id: 1 } },
          { $project: { _id: 1 } },
        ])
        .toArray();
      expectEqual(first, [{ _id: 10 }, { _id: 11 }], '$setWindowFields');
      const half = { $percentile: { input: '$minutes', p: [0.5], method: 'approximate' } };
      const [middle] = await tickets.aggregate<{ p: number[] }>([{ $group: { _id: null, p: half } }]).toArray();
      expectEqual(
        (middle?.p[0] ?? 0) >= 50 && (middle?.p[0] ?? 0) <= 60,
        true,
        '$percentile within one step of the middle',
      );
      await tickets.aggregate([{ $group: { _id: '$grid', n: { $sum: 1 } } }, { $merge: { into: 'counts' } }]).toArray();
      expectEqual(await subject.db.collection('counts').countDocuments({ n: 6 }), 2, '$merge');
    },
  },
];
