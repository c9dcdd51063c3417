import { createPolygonIndex, type PolygonIndex, type Position } from '@gridlink/geo-index';
import type { Stack } from '@gridlink/stack';
import { closedLoop } from '../load/closed-loop.ts';
import { alternate, type Measured } from '../statistics/alternate.ts';
import { type DatabaseLookup, openDatabaseLookup } from './database-lookup.ts';
import type { Field } from './field.ts';
import { linearScan } from './linear-scan.ts';

export const INDEX = 'geo-index';
export const DATABASE = '$geoIntersects, 2dsphere';
const SCAN = 'linear scan';

const DATABASE_CLIENTS = 8;
const COMPARED = 200;
/** A database that reads every grid for a lookup would take minutes for all of them. */
const COMPARE_FOR_MS = 5_000;
const MEBIBYTE = 2 ** 20;
/** Points looked up between two looks at the clock. */
const BURST = 64;

/** What was measured of one number of grids. Rates are lookups a second, round by round. */
export type Located = {
  readonly size: number;
  readonly buildMilliseconds: number;
  /** Of the whole process once the index stands. */
  readonly residentMebibytes: number;
  readonly rates: Measured<number>;
  /** For how many points the database named the same grids: its edges are great circles, ours straight. */
  readonly agreement: { readonly same: number; readonly of: number } | undefined;
};

/** The grids of a field's index that a point lies in. */
export const located = (index: PolygonIndex<number>, [longitude = 0, latitude = 0]: Position): number[] =>
  index.locate(longitude, latitude);

/** A second's worth of lookups that need no waiting. */
function burstRate(milliseconds: number, locate: (n: number) => unknown): number {
  const startedAt = performance.now();
  let done = 0;
  while (performance.now() - startedAt < milliseconds) {
    for (let more = 0; more < BURST; more++) locate(done++);
  }
  return done / ((performance.now() - startedAt) / 1000);
}

function scanRate(milliseconds: number, scan: (n: number) => unknown): number {
  const startedAt = performance.now();
  let done = 0;
  while (performance.now() - startedAt < milliseconds) scan(done++);
  return done / ((performance.now() - startedAt) / 1000);
}

type Lookups = Readonly<Record<string, (milliseconds: number) => number | Promise<number>>>;

async function databaseRate(database: DatabaseLookup, field: Field, milliseconds: number): Promise<number> {
  const work = (n: number): Promise<unknown> => database.locate(field.point(n));
  const report = await closedLoop({ clients: DATABASE_CLIENTS, milliseconds, work });
  if (report.failed > 0) throw new Error(`the database failed ${report.failed} times: ${report.firstFailure}`);
  return report.perSecond;
}

async function agreementOf(
  index: PolygonIndex<number>,
  database: DatabaseLookup,
  field: Field,
): Promise<Located['agreement']> {
  const end = performance.now() + COMPARE_FOR_MS;
  let [same, of] = [0, 0];
  for (; of < COMPARED && (of === 0 || performance.now() < end); of++) {
    const point = field.point(of);
    const theirs = (await database.locate(point)).toSorted((a, b) => a - b);
    if (String(theirs) === String(located(index, point).toSorted((a, b) => a - b))) same += 1;
  }
  return { same, of };
}

export type LocateSize = { readonly rounds: number; readonly milliseconds: number; readonly referencesUpTo: number };

function references(database: DatabaseLookup | undefined, field: Field): Lookups {
  if (!database) return {};
  const scan = linearScan(field);
  return {
    [DATABASE]: (milliseconds) => databaseRate(database, field, milliseconds),
    [SCAN]: (milliseconds) => scanRate(milliseconds, (n) => scan(field.point(n))),
  };
}

/** Measures one number of grids; the references are left out where loading them would take too long. */
export async function locateIn(stack: Stack, field: Field, size: LocateSize): Promise<Located> {
  const startedAt = performance.now();
  const index = createPolygonIndex<number>();
  index.addAll(field.grids());
  const buildMilliseconds = performance.now() - startedAt;
  const residentMebibytes = process.memoryUsage().rss / MEBIBYTE;
  const database =
    field.size <= size.referencesUpTo ? await openDatabaseLookup(stack, field, DATABASE_CLIENTS) : undefined;
  const lookups: Lookups = {
    [INDEX]: (milliseconds) => burstRate(milliseconds, (n) => located(index, field.point(n))),
    ...references(database, field),
  };
  const rates = await alternate(
    Object.keys(lookups),
    size.rounds,
    async (name) => (await lookups[name]?.(size.milliseconds)) ?? Number.NaN,
  );
  const agreement = database && (await agreementOf(index, database, field));
  await database?.close();
  return { size: field.size, buildMilliseconds, residentMebibytes, rates, agreement };
}
