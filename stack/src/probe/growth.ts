import type { Collection, Document, MongoClient, Sort } from 'mongodb';
import { medianMs } from './clock.ts';
import type { Rate } from './rates.ts';

type Row = { _id: number; areas: string[]; stage: string; createdAt: number; nextAlarmAt: number; text: string };

const BATCH = 2_000;
const DUE = 5_000;
const COUNTIES = 50;

function row(_id: number): Row {
  const county = String(410_100 + (_id % COUNTIES));
  return {
    _id,
    areas: ['41', '4101', county],
    stage: _id % 10 === 0 ? 'HANDLING' : 'CLOSED',
    createdAt: _id,
    nextAlarmAt: _id,
    text: 'x'.repeat(600),
  };
}

async function growTo(rows: Collection<Row>, from: number, size: number): Promise<void> {
  for (let first = from; first < size; first += BATCH) {
    await rows.insertMany(
      Array.from({ length: Math.min(BATCH, size - first) }, (_, index) => row(first + index)),
      { ordered: false },
    );
  }
}

function page(rows: Collection<Row>, filter: Document, sort: Sort): Promise<unknown> {
  return rows.find(filter).sort(sort).limit(20).toArray();
}

async function measureAt(rows: Collection<Row>, size: number): Promise<Rate[]> {
  const newest: Sort = { createdAt: -1, _id: -1 };
  const county = (sample: number): string => String(410_100 + (sample % COUNTIES));
  const window = { createdAt: { $gt: size - 100, $lte: size } };
  const shapes: readonly (readonly [string, (sample: number) => Promise<unknown>])[] = [
    [`page of a county (${size / COUNTIES} rows in scope)`, (n) => page(rows, { areas: county(n) }, newest)],
    ['page of the province (all rows in scope)', () => page(rows, { areas: '41' }, newest)],
    ['the same page inside a window of 100 rows', () => page(rows, { areas: '41', ...window }, newest)],
    ['alarms, none due', () => page(rows, { nextAlarmAt: { $lt: 0 } }, { nextAlarmAt: 1 })],
    [
      `alarms, ${Math.min(size, DUE)} due, 20 taken`,
      () => page(rows, { nextAlarmAt: { $lt: DUE } }, { nextAlarmAt: 1 }),
    ],
  ];
  const rates: Rate[] = [];
  for (const [what, work] of shapes) {
    rates.push({ what: `${size} rows: ${what}`, value: `p50 ${(await medianMs(work)).toFixed(1)} ms` });
  }
  return rates;
}

/** How the shapes that the project relies on behave as a collection grows. */
export async function measureGrowth(client: MongoClient, sizes: readonly number[]): Promise<readonly Rate[]> {
  const db = client.db(`probe_growth_${process.pid}`);
  const rows = db.collection<Row>('rows');
  const rates: Rate[] = [];
  try {
    await rows.createIndex({ areas: 1, createdAt: -1, _id: -1 });
    await rows.createIndex({ nextAlarmAt: 1 }, { sparse: true });
    let reached = 0;
    for (const size of sizes) {
      const began = performance.now();
      await growTo(rows, reached, size);
      const rate = Math.round(((size - reached) * 1_000) / (performance.now() - began));
      rates.push({ what: `growing to ${size} rows with two indexes`, value: `${rate} rows a second` });
      rates.push(...(await measureAt(rows, size)));
      reached = size;
    }
    return rates;
  } finally {
    await db.dropDatabase();
  }
}
