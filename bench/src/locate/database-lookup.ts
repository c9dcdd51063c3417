import type { Polygon, Position } from '@gridlink/geo-index';
import type { Stack } from '@gridlink/stack';
import { MongoClient } from 'mongodb';
import type { Field } from './field.ts';

type GridDocument = { readonly _id: number; readonly boundary: Polygon };

/** The same grids in the database, under a 2dsphere index. */
export type DatabaseLookup = {
  locate(point: Position): Promise<number[]>;
  close(): Promise<void>;
};

const BATCH = 5_000;

export async function openDatabaseLookup({ endpoints }: Stack, field: Field, clients: number): Promise<DatabaseLookup> {
  const client = await MongoClient.connect(endpoints.mongodb.uri, { maxPoolSize: clients });
  const grids = client.db(endpoints.databasePrefix).collection<GridDocument>(`grids_${field.size}`);
  await grids.createIndex({ boundary: '2dsphere' });
  for (let from = 0; from < field.size; from += BATCH) {
    const length = Math.min(BATCH, field.size - from);
    const batch = Array.from({ length }, (_, n) => ({ _id: from + n, boundary: field.grid(from + n) }));
    await grids.insertMany(batch, { ordered: false });
  }
  return {
    async locate([longitude, latitude]) {
      const $geometry = { type: 'Point', coordinates: [longitude, latitude] };
      const found = await grids
        .find({ boundary: { $geoIntersects: { $geometry } } }, { projection: { _id: 1 } })
        .toArray();
      return found.map(({ _id }) => _id);
    },
    async close() {
      await grids.drop();
      await client.close();
    },
  };
}
