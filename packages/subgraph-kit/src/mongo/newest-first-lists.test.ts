import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { createMetrics } from '../metrics.ts';
import { NOTHING } from '../scope.ts';
import { connectMongo } from './connect.ts';
import { createNewestFirstLists, type NewestFirstList, newestOfSeveral } from './newest-first-lists.ts';

type Row = { readonly _id: string; readonly place: string; readonly at: Date };

const NOW = new Date('2026-06-01T00:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

/** Two of each minute, so that ids decide, and a gap of a year in the middle. */
const ROWS: readonly Row[] = Array.from({ length: 60 }, (_, number) => ({
  _id: `r${String(number).padStart(2, '0')}`,
  place: number % 3 === 0 ? 'there' : 'here',
  at: minutesAgo(Math.floor(number / 2) + (number < 30 ? 0 : 525_600)),
}));
const HERE = ROWS.filter(({ place }) => place === 'here').toSorted(
  (a, b) => b.at.getTime() - a.at.getTime() || b._id.localeCompare(a._id),
);

describe('lists of a collection, newest first', () => {
  let connection: Connection;
  let newest: ReturnType<typeof createNewestFirstLists<Row>>;
  beforeAll(async () => {
    const database = `newest_${process.pid}_${Date.now()}`;
    connection = await connectMongo(process.env.MONGODB_URI ?? '', database, {
      metrics: createMetrics('test'),
      byName: true,
    });
    const collection = connection.collection<Row>('rows');
    await collection.insertMany([...ROWS]);
    newest = createNewestFirstLists(collection, () => NOW);
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  const list = (more: Partial<NewestFirstList<Row>> = {}) =>
    newest({ filter: { place: 'here' }, by: 'at', page: { limit: 200, after: null }, ...more });

  it('give the whole list page by page, each row once', async () => {
    const seen: Row[] = [];
    for (let after: NewestFirstList<Row>['page']['after'] = null; ; ) {
      const page = await list({ page: { limit: 7, after } });
      seen.push(...page.slice(0, 7));
      const last = page[6];
      if (page.length <= 7 || !last) break;
      after = [last.at, last._id];
    }
    expect(seen).toEqual(HERE);
  });

  it('give one row more than the page, which says that more follows', async () => {
    expect(await list({ page: { limit: 3, after: null } })).toEqual(HERE.slice(0, 4));
  });

  it('of a stretch of time give what lies in it, page by page', async () => {
    const since = minutesAgo(525_625);
    const before = minutesAgo(12);
    const inside = HERE.filter(({ at }) => at > since && at < before);
    const first = await list({ since, before, page: { limit: 4, after: null } });
    const last = first[3];
    if (!last) throw new Error('the page is not full');
    const rest = await list({ since, before, page: { limit: 200, after: [last.at, last._id] } });
    expect([...first.slice(0, 4), ...rest]).toEqual(inside);
    expect(inside.length).toBeGreaterThan(8);
  });

  it('end where the list itself ends', async () => {
    const since = minutesAgo(5);
    expect(await list({ since })).toEqual(HERE.filter(({ at }) => at > since));
  });

  it('made of several give each row once, in one order, page by page', async () => {
    const filters = [{ place: 'here' }, { place: 'there' }, { _id: { $in: ['r00', 'r01', 'r59'] } }];
    const seen: Row[] = [];
    for (let after: NewestFirstList<Row>['page']['after'] = null; ; ) {
      const page: readonly Row[] = await newestOfSeveral(newest, { filters, by: 'at', page: { limit: 7, after } });
      seen.push(...page.slice(0, 7));
      const last = page[6];
      if (page.length <= 7 || !last) break;
      after = [last.at, last._id];
    }
    expect(seen).toEqual(ROWS.toSorted((a, b) => b.at.getTime() - a.at.getTime() || b._id.localeCompare(a._id)));
  });

  it('give nothing to whoever reaches nothing', async () => {
    expect(await list({ filter: NOTHING })).toEqual([]);
  });
});
