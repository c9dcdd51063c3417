import type { MongoClient } from 'mongodb';

/** A measured rate, for the table and the ADR. */
export type Rate = { readonly what: string; readonly value: string };

const CLIENTS = 16;

async function perSecond(
  milliseconds: number,
  work: (client: number, turn: number) => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let turn = 0; performance.now() - began < milliseconds; turn += 1) {
        await work(client, turn);
        done += 1;
      }
    }),
  );
  return Math.round((done * 1_000) / (performance.now() - began));
}

/** Commands a second by sixteen clients at once, each on documents of its own. */
export async function measureRates(client: MongoClient, milliseconds: number): Promise<readonly Rate[]> {
  const db = client.db(`probe_rates_${process.pid}`);
  const tickets = db.collection<{ _id: string; version: number }>('tickets');
  try {
    await tickets.insertMany(Array.from({ length: CLIENTS }, (_, racer) => ({ _id: `ticket ${racer}`, version: 0 })));
    const inserts = await perSecond(milliseconds, (racer, turn) =>
      db.collection('reports').insertOne({ racer, turn, text: 'x'.repeat(400), createdAt: new Date() }),
    );
    const updates = await perSecond(milliseconds, (racer, turn) =>
      tickets.updateOne({ _id: `ticket ${racer}`, version: turn }, { $inc: { version: 1 }, $set: { at: new Date() } }),
    );
    const reads = await perSecond(milliseconds, (racer) => tickets.findOne({ _id: `ticket ${racer}` }));
    return [
      { what: `insertOne, ${CLIENTS} clients`, value: `${inserts} a second` },
      { what: `guarded updateOne, ${CLIENTS} clients`, value: `${updates} a second` },
      { what: `findOne by id, ${CLIENTS} clients`, value: `${reads} a second` },
    ];
  } finally {
    await db.dropDatabase();
  }
}
