import type { Scope } from '@gridlink/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { feedModel } from '../src/feed/persistence/feed-document.ts';
import { createFeedLog } from '../src/feed/persistence/feed-log.ts';
import { createFeedRepository, ensureFeedIndexes } from '../src/feed/persistence/feed-repository.ts';
import { createKnownGrids } from '../src/grid/persistence/known-grids.ts';
import { recordModels } from '../src/record/persistence/record-documents.ts';
import { createRecordRepository, ensureRecordIndexes } from '../src/record/persistence/record-repository.ts';
import { resourceModel } from '../src/resource/persistence/resource-document.ts';
import { createResourceRepository, ensureResourceIndexes } from '../src/resource/persistence/resource-repository.ts';
import { shareModel } from '../src/share/persistence/share-document.ts';
import { createShareRepository, ensureShareIndexes } from '../src/share/persistence/share-repository.ts';
import { createKnownTickets } from '../src/ticket/persistence/known-tickets.ts';
import { type QueryPlans, watchQueryPlans } from './query-plans.ts';

const member: Scope = { reach: 'BOUNDED', jurisdiction: 'here', organization: 'o' };
const coordinator: Scope = { reach: 'BOUNDED', jurisdiction: 'here', area: '410105000000' };
const nobody: Scope = { reach: 'BOUNDED', jurisdiction: 'here' };
const publicly: Scope = { reach: 'PUBLIC' };
const system: Scope = { reach: 'SYSTEM', reason: 'test' };
const page = { limit: 10, after: null };
const later = { limit: 10, after: [new Date('2026-03-02T00:00:00Z'), 'x'] };

function repositories(plans: QueryPlans, now = () => new Date()) {
  const { connection, database } = plans;
  return {
    resources: createResourceRepository(resourceModel(connection)),
    records: createRecordRepository(recordModels(connection)),
    shares: createShareRepository(shareModel(connection), now),
    feeds: createFeedRepository(feedModel(connection)),
    feedLog: createFeedLog(database.db, 90),
    grids: createKnownGrids(database.db),
    tickets: createKnownTickets(database.db),
  };
}

type Repositories = ReturnType<typeof repositories>;
type Query = (of: Repositories) => PromiseLike<unknown>;

describe('every query', () => {
  let plans: QueryPlans;
  let of: Repositories;
  beforeAll(async () => {
    plans = await watchQueryPlans('plans');
    of = repositories(plans);
    await ensureResourceIndexes(resourceModel(plans.connection));
    await ensureRecordIndexes(recordModels(plans.connection));
    await ensureShareIndexes(shareModel(plans.connection));
    await ensureFeedIndexes(feedModel(plans.connection));
    await of.feedLog.ensureIndexes();
    await of.grids.ensureIndexes();
  });
  afterAll(() => plans.close());

  it.each<[string, Query]>([
    ['the catalogue', ({ resources }) => resources.find(member, {}, page)],
    ['the catalogue further on', ({ resources }) => resources.find(member, {}, { limit: 10, after: ['x'] })],
    ['the catalogue of an owner', ({ resources }) => resources.find(member, { owner: 'o', status: 'PUBLISHED' }, page)],
    ['the catalogue of the platform', ({ resources }) => resources.find(system, {}, page)],
    ['resources that flow back', ({ resources }) => resources.returningToGrid(member)],
    ['rows of a resource', ({ records }) => records.find(member, { resources: ['r'] }, page)],
    ['rows of a resource further on', ({ records }) => records.find(member, { resources: ['r'] }, later)],
    ['rows in an area', ({ records }) => records.find(member, { resources: ['r'], area: 'a' }, page)],
    ['refused rows', ({ records }) => records.refusedRows(member, { resource: 'r' }, page)],
    ['refused rows of a batch', ({ records }) => records.refusedRows(member, { resource: 'r', batchId: 'b' }, page)],
    ['shares of an organization', ({ shares }) => shares.find(member, {}, page)],
    ['pending shares of an organization', ({ shares }) => shares.find(member, { status: 'PENDING' }, page)],
    ['shares of an organization further on', ({ shares }) => shares.find(member, {}, later)],
    ['shares of an area', ({ shares }) => shares.find(coordinator, {}, page)],
    ['shares of the platform', ({ shares }) => shares.find(system, {}, page)],
    ['events of a feed', ({ feedLog }) => feedLog.after('o', 5, 10)],
    ['events to be sent', ({ feedLog }) => feedLog.pending(new Date(), 10)],
  ])('for %s reads an index in its order', async (_what, query) => {
    const plan = (await plans.plansOf(() => query(of))).at(-1);
    expect([plan?.text, plan?.sorts]).toEqual([expect.stringContaining('IXSCAN'), false]);
  });

  it.each<[string, Query]>([
    ['resources by code', ({ resources }) => resources.byCodes(member, ['c'])],
    ['records by key', ({ records }) => records.byKeys(member, 'r', ['k'])],
    ['rows of a grid', ({ records }) => records.find(member, { resources: ['r', 's'], grid: 'g' }, page)],
    ['a request by its key', ({ shares }) => shares.byRequestKey(member, 'k')],
    ['shares of a ticket', ({ shares }) => shares.boundTo(system, 't')],
    ['a feed by its token', ({ feeds }) => feeds.byToken(system, 't')],
    ['grids by code', ({ grids }) => grids.byCodes(member, ['c'])],
  ])('for %s reads an index', async (_what, query) => {
    expect((await plans.plansOf(() => query(of))).at(-1)?.text).toContain('IXSCAN');
  });
});

describe('lists of shares', () => {
  const COUNT = 120;
  const START = Date.UTC(2026, 2, 1);
  const later = (hours: number): Date => new Date(START + hours * 3_600_000);
  let plans: QueryPlans;
  let of: Repositories;
  beforeAll(async () => {
    plans = await watchQueryPlans('sharelists');
    of = repositories(plans, () => later(COUNT));
    await ensureShareIndexes(shareModel(plans.connection));
    await plans.database.db.collection('shares').insertMany(Array.from({ length: COUNT }, (_, index) => share(index)));
  });
  afterAll(() => plans.close());

  /** In turn between o and p, p and q, o and q; every second one pends; two resources; half of them lie in the county. */
  const PARTIES = [
    ['o', 'p'],
    ['p', 'q'],
    ['o', 'q'],
  ];
  const share = (index: number) => ({
    _id: `s${String(index).padStart(4, '0')}` as never,
    jurisdiction: 'here',
    areas: index % 2 === 0 ? ['410105000000'] : ['410103000000'],
    parties: PARTIES[index % 3],
    status: index % 2 === 0 ? 'PENDING' : 'GRANTED',
    resource: index % 4 < 2 ? 'r' : 's',
    requestedAt: later(index),
  });
  const both: Scope = { reach: 'BOUNDED', jurisdiction: 'here', organization: 'o', area: '410105000000' };
  const few = { limit: 5, after: null };
  const further = { limit: 5, after: [later(60.5), 'x'] };

  it.each<[string, Query, string[]]>([
    ['an organization', ({ shares }) => shares.find(member, {}, few), ['shares of an organization']],
    ['an organization, further on', ({ shares }) => shares.find(member, {}, further), ['shares of an organization']],
    [
      'an organization, of a status',
      ({ shares }) => shares.find(member, { status: 'PENDING' }, few),
      ['shares of an organization by status'],
    ],
    [
      'an organization, of a resource',
      ({ shares }) => shares.find(member, { resource: 'r' }, few),
      ['shares of an organization by resource'],
    ],
    ['an area', ({ shares }) => shares.find(coordinator, {}, few), ['shares of an area']],
    [
      'an area, of a status',
      ({ shares }) => shares.find(coordinator, { status: 'PENDING' }, further),
      ['shares of an area by status'],
    ],
    [
      'an area, of a resource',
      ({ shares }) => shares.find(coordinator, { resource: 'r' }, few),
      ['shares of an area by resource'],
    ],
    [
      'an organization in an area',
      ({ shares }) => shares.find(both, {}, few),
      ['shares of an organization', 'shares of an area'],
    ],
    ['the platform', ({ shares }) => shares.find(system, {}, few), ['shares of the whole platform']],
  ])('of %s look at hardly more rows than they give', async (_what, query, indexes) => {
    await query(of);
    const found = await plans.plansOf(() => query(of));
    expect(found.map(({ index }) => index).toSorted()).toEqual(indexes.toSorted());
    for (const { examined, returned } of found) expect(examined).toBeLessThanOrEqual(returned * 1.2);
  });

  it.each<[string, Scope, number]>([
    ['a party', member, (COUNT * 2) / 3],
    ['a coordinator', coordinator, COUNT / 2],
    ['a party in an area', both, (COUNT * 5) / 6],
    ['nobody', nobody, 0],
  ])('hold, for %s, what is its own, each once and in order', async (_what, scope, expected) => {
    const ids = (await of.shares.find(scope, {}, { limit: 199, after: null })).map(({ _id }) => _id);
    expect([ids.length, new Set(ids).size]).toEqual([expected, expected]);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });
});

describe('a scope', () => {
  let plans: QueryPlans;
  let of: Repositories;
  const place = { jurisdiction: 'here', division: '410105000000', areas: ['410105000000'] };
  const kept = { version: 1, sequence: 0, outbox: [] };
  beforeAll(async () => {
    plans = await watchQueryPlans('scopes');
    of = repositories(plans);
    const { db } = plans.database;
    const id = (_id: string): { _id: never } => ({ _id: _id as never });
    await db.collection('resources').insertOne({ ...id('r'), ...place, ...kept, code: 'c', owner: 'o' });
    await db.collection('records').insertOne({ ...id('x'), ...place, resource: 'r', key: 'k', changedAt: new Date() });
    await db
      .collection('shares')
      .insertOne({ ...id('s'), ...place, ...kept, parties: ['o', 'p'], requestedAt: new Date() });
    await db.collection('feeds').insertOne({ ...id('o'), ...place, ...kept, token: 'o' });
    await db.collection('known_grids').insertOne({ ...id('g'), ...place, codes: ['c'] });
    await db.collection('known_tickets').insertOne({ ...id('t'), jurisdiction: 'here' });
  });
  afterAll(() => plans.close());

  const elsewhere: Scope = { reach: 'BOUNDED', jurisdiction: 'elsewhere', organization: 'o', area: '410105000000' };
  const third: Scope = { reach: 'BOUNDED', jurisdiction: 'here', organization: 'third' };
  const counts = async (scope: Scope) => {
    const found = await Promise.all([
      of.resources.byIds(scope, ['r']),
      of.records.byKeys(scope, 'r', ['k']),
      of.shares.byIds(scope, ['s']),
      of.feeds.byOrganizations(scope, ['o']),
      of.grids.byIds(scope, ['g']),
      of.tickets.byCodes(scope, ['t']),
    ]);
    return found.map((rows) => rows.length);
  };

  it.each<[string, Scope, number[]]>([
    ['of a party reaches all', member, [1, 1, 1, 1, 1, 1]],
    ['of the area reaches all', coordinator, [1, 1, 1, 1, 1, 1]],
    ['of the platform own work reaches all', system, [1, 1, 1, 1, 1, 1]],
    ['of a third organization reaches no share and no feed', third, [1, 1, 0, 0, 1, 1]],
    ['without organization or area reaches no share and no feed', nobody, [1, 1, 0, 0, 1, 1]],
    ['of another jurisdiction reaches nothing', elsewhere, [0, 0, 0, 0, 0, 0]],
    ['of the public reaches nothing', publicly, [0, 0, 0, 0, 0, 0]],
  ])('%s', async (_what, scope, expected) => {
    expect(await counts(scope)).toEqual(expected);
  });
});
