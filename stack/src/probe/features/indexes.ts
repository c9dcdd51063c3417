import { type Check, DUPLICATE_KEY, expectCode, expectEqual } from '../check.ts';

/** Index kinds that hold an invariant or make a query cheap. */
export const indexChecks: readonly Check[] = [
  {
    name: 'unique index refuses a second one (11000)',
    run: async ({ db }) => {
      const codes = db.collection('codes');
      await codes.createIndex({ jurisdiction: 1, code: 1 }, { unique: true });
      await codes.insertMany([
        { jurisdiction: 'a', code: 1 },
        { jurisdiction: 'b', code: 1 },
      ]);
      await expectCode(codes.insertOne({ jurisdiction: 'a', code: 1 }), DUPLICATE_KEY);
    },
  },
  {
    name: 'unique sparse index lets many go without the field',
    run: async ({ db }) => {
      const tickets = db.collection('tickets');
      await tickets.createIndex({ externalId: 1 }, { unique: true, sparse: true });
      await tickets.insertMany([{ n: 1 }, { n: 2 }, { externalId: 'x' }]);
      await expectCode(tickets.insertOne({ externalId: 'x' }), DUPLICATE_KEY);
    },
  },
  {
    name: 'unique multikey index spans documents',
    run: async ({ db }) => {
      const keys = db.collection<{ keys: string[] }>('keys');
      await keys.createIndex({ keys: 1 }, { unique: true });
      await keys.insertOne({ keys: ['a', 'b'] });
      await expectCode(keys.insertOne({ keys: ['c', 'b'] }), DUPLICATE_KEY);
    },
  },
  {
    name: 'unique value goes to one of many who want it at once, by insert or by update',
    run: async ({ db }) => {
      const codes = db.collection<{ _id: number; code: string }>('codes');
      await codes.createIndex({ code: 1 }, { unique: true });
      await codes.insertMany(Array.from({ length: 8 }, (_, index) => ({ _id: index, code: `old ${index}` })));
      await Promise.allSettled(
        Array.from({ length: 16 }, (_, index) =>
          index < 8
            ? codes.updateOne({ _id: index }, { $set: { code: 'wanted' } })
            : codes.insertOne({ _id: index, code: 'wanted' }),
        ),
      );
      // Read without the index, which might hide a second one.
      const kept = await codes.find().hint({ $natural: 1 }).toArray();
      expectEqual(kept.filter(({ code }) => code === 'wanted').length, 1, 'holders');
    },
  },
  {
    name: 'TTL and wildcard indexes are kept as made',
    run: async ({ db }) => {
      const loose = db.collection('loose');
      await loose.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      await loose.createIndex({ 'attributes.$**': 1 });
      const made = await loose.indexes();
      expectEqual(made.find((index) => index.key.expiresAt === 1)?.expireAfterSeconds, 0, 'expireAfterSeconds');
      expectEqual(
        made.some((index) => index.key['attributes.$**'] === 1),
        true,
        'wildcard index',
      );
    },
  },
  {
    name: '2dsphere: polygons around a point, nearest first',
    run: async ({ db }) => {
      const grids = db.collection<{ _id: string; boundary: unknown; centre: unknown }>('grids');
      await grids.createIndex({ boundary: '2dsphere' });
      await grids.createIndex({ centre: '2dsphere' });
      const square = (west: number) => [
        [west, 34],
        [west + 1, 34],
        [west + 1, 35],
        [west, 35],
        [west, 34],
      ];
      for (const west of [113, 114, 115]) {
        const centre = { type: 'Point', coordinates: [west + 0.5, 34.5] };
        await grids.insertOne({
          _id: `from ${west}`,
          boundary: { type: 'Polygon', coordinates: [square(west)] },
          centre,
        });
      }
      const point = { type: 'Point', coordinates: [114.2, 34.3] };
      const around = await grids.find({ boundary: { $geoIntersects: { $geometry: point } } }).toArray();
      expectEqual(
        around.map((grid) => grid._id),
        ['from 114'],
        '$geoIntersects',
      );
      const near = await grids
        .aggregate([{ $geoNear: { near: point, distanceField: 'metres', key: 'centre' } }])
        .toArray();
      expectEqual(
        near.map((grid) => grid._id),
        ['from 114', 'from 113', 'from 115'],
        '$geoNear',
      );
    },
  },
  {
    name: 'collation: numeric order of codes',
    run: async ({ db }) => {
      const codes = db.collection<{ _id: string }>('codes');
      await codes.insertMany([{ _id: '10' }, { _id: '9' }, { _id: '1' }]);
      const sorted = await codes.find().sort({ _id: 1 }).collation({ locale: 'en', numericOrdering: true }).toArray();
      expectEqual(
        sorted.map((code) => code._id),
        ['1', '9', '10'],
      );
    },
  },
];
