import assert from 'node:assert/strict';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { type Plan, plansOf, type SentCommand, sentBy, type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import {
  actors,
  after,
  COUNTY,
  circumstances,
  ESCALATE,
  GRID,
  hoursLater,
  reported,
  TOWN,
  URBAN,
} from '../../../test/ticket-story.ts';
import { dayOf, endOf } from '../../dossier/domain/day.ts';
import { decide } from '../domain/decide.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { NewTicket, TicketFilter, TicketList } from '../use-cases/ticket-repository.ts';
import { createTicketRepository } from './mongo-ticket-repository.ts';

const scope = (more: object): Scope => ({ reach: 'BOUNDED', jurisdiction: 'zhengzhou', ...more });
const county = scope({ area: COUNTY });
const worker = scope({ grids: [GRID.id] });
const page = { limit: 5, after: null };
const list = (filter: TicketFilter = {}): TicketList => ({ filter, oldestFirst: false, page });

const COUNT = 120;

const silent = { announce: async () => undefined, settled: async () => undefined };
const mark = { now: hoursLater(0), traceparent: undefined };

/** Tickets of a county, some of a neighbour, some late, some escalated. */
function ticketNumber(index: number): TicketState {
  const neighbour = index % 4 === 0;
  const base = reported({
    id: `t${String(index).padStart(4, '0')}`,
    code: `C${index}`,
    title: index % 10 === 0 ? '路灯熄灭' : '井盖破损',
    ...(neighbour
      ? {
          division: '410103001001',
          areas: ['410000000000', '410100000000', '410103000000', '410103001000', '410103001001'],
          grid: { ...GRID, id: 'grid-9', areas: ['410103001001'] },
          holder: '410103001000-TOWN',
        }
      : {}),
  });
  const dated = { ...base, reportedAt: hoursLater(index) };
  if (index % 6 === 1) return after(dated, [actors.system, { type: 'passTime' }], hoursLater(100));
  return index % 3 === 1 && !neighbour ? after(dated, [actors.town, ESCALATE]) : dated;
}

const asNew = (state: TicketState): NewTicket => ({ state, announcements: [], externalKey: null, queryCodeHash: 'h' });

describe('ticket lists', () => {
  let database: TestDatabase;
  let connection: Connection;
  let tickets: ReturnType<typeof createTicketRepository>;

  beforeAll(async () => {
    database = await testDatabase('ticketlists');
    connection = await mongoose
      .createConnection(database.uri, { dbName: database.name, autoIndex: false, monitorCommands: true })
      .asPromise();
    tickets = createTicketRepository(connection, silent, () => hoursLater(COUNT));
    await tickets.ensureIndexes();
    await tickets.insertMany(
      Array.from({ length: COUNT }, (_, index) => asNew(ticketNumber(index))),
      mark,
    );
  });
  afterAll(async () => {
    await connection.close();
    await database.close();
  });

  /** What commands of a name a read really sends. */
  const commandsOf = async (wanted: string, read: () => Promise<unknown>): Promise<readonly SentCommand[]> =>
    (await sentBy(connection.getClient(), read)).filter(({ name }) => name === wanted);

  /** How the server answers the first find that a read really sends. */
  const planOf = async (read: () => Promise<unknown>): Promise<Plan> => {
    const [plan] = await plansOf(database.db, await commandsOf('find', read));
    if (!plan) throw new Error('nothing was read');
    return plan;
  };

  it('reads a page with one command', async () => {
    expect((await commandsOf('find', () => tickets.list(county, list()))).length).toBe(1);
  });

  const next = { after: [hoursLater(60), 't0060'], limit: 5 };
  const system = systemScope('a test');

  it.each([
    ['the area', () => tickets.list(county, list()), 'list'],
    ['a stage of it', () => tickets.list(county, list({ stage: 'ACCEPTANCE' })), 'list-of-stage'],
    ['a grid', () => tickets.list(worker, list()), 'list'],
    ['a grid of the area', () => tickets.list(county, list({ gridId: GRID.id })), 'list'],
    ['a town of the area', () => tickets.list(county, list({ division: TOWN })), 'list'],
    ['the late ones', () => tickets.list(county, list({ late: true })), 'list-late'],
    ['the next page', () => tickets.list(county, { ...list(), page: next }), 'list'],
    ['the oldest', () => tickets.list(county, { ...list(), oldestFirst: true }), 'list'],
    ['a queue', () => tickets.waitingFor(scope({ area: TOWN }), [`center:${TOWN}`], page), 'waiting-for'],
    [
      'the closed of a time',
      () => tickets.closedDeadlines(county, { from: hoursLater(0), to: hoursLater(9) }, 50),
      'list-of-stage',
    ],
    [
      'what was led in a time',
      async () => {
        for await (const _ of tickets.ledTickets(county, { from: hoursLater(0), to: hoursLater(9) }, 50)) {
          // Only what is sent matters here.
        }
      },
      'list',
    ],
    [
      'the open ones',
      () => tickets.openIds(system, { jurisdiction: 'zhengzhou', area: COUNTY }, { after: '', limit: 5 }),
      'open',
    ],
    ['the unlocated', () => tickets.unlocated(system, 'zhengzhou', { after: '', limit: 5 }), 'unlocated'],
    [
      'those the same hands reported at a place',
      () => tickets.handedIn(system, ['URBAN|zhengzhou|item:X|1|1'], { since: hoursLater(0), until: hoursLater(9) }),
      'handed-in',
    ],
    [
      'those alike',
      () => tickets.alike(system, ['zhengzhou|item:X|1|1'], { since: hoursLater(0), until: hoursLater(9), tickets: 1 }),
      'alike',
    ],
    [
      'heads of a day',
      () =>
        tickets.headsOfDay(system, {
          jurisdiction: 'zhengzhou',
          day: dayOf(hoursLater(0)),
          until: endOf(dayOf(hoursLater(0))),
          after: '',
          limit: 5,
        }),
      'grew-on',
    ],
    ['what is offered to a city', () => tickets.offeredTo(system, '410900000000', page), 'offered-to'],
    ['what a city is asked to redact', () => tickets.askedToRedact(system, '410900000000', page), 'redaction-asked-of'],
    ['those that came of a suggestion', () => tickets.rowsByOrigin(county, ['s1', 's2']), 'came-of'],
    ['those merged into one', () => tickets.mergedInto(system, ['C7', 'C8']), 'merged-into'],
    ['those with a file', () => tickets.withFile(system, 'x', 'OPEN'), 'files'],
    ['those with a file of a note', () => tickets.withFile(county, 'x', 'PRIVATE'), 'private-files'],
    ['a number', () => tickets.findByNumber(system, 'C7'), 'by-code'],
  ])('is an index scan for %s', async (_, read, index) => {
    const plan = await planOf(read);
    expect(plan.text).not.toContain('COLLSCAN');
    expect(plan.index).toBe(index);
  });

  it.each([
    ['the area', () => tickets.list(county, list())],
    ['a stage of it', () => tickets.list(county, list({ stage: 'ACCEPTANCE' }))],
    ['a grid', () => tickets.list(worker, list())],
    ['the late ones', () => tickets.list(county, list({ late: true }))],
    ['the oldest', () => tickets.list(county, { ...list(), oldestFirst: true })],
    ['a page far down', () => tickets.list(county, { ...list(), page: next })],
    ['a page far up', () => tickets.list(county, { ...list(), oldestFirst: true, page: next })],
    ['a unit of the area', () => tickets.list(county, list({ unit: URBAN }))],
    ['a queue', () => tickets.waitingFor(scope({ area: TOWN }), [`center:${TOWN}`], page)],
  ])('looks at no more rows than it gives for %s', async (_, read) => {
    const { examined, returned } = await planOf(read);
    expect(examined).toBeLessThanOrEqual(returned);
  });

  it('gives newest first and one row more than asked', async () => {
    const rows = await tickets.list(county, list());
    const instants = rows.map(({ reportedAt }) => reportedAt.getTime());
    expect([rows.length, instants]).toEqual([6, instants.toSorted((a, b) => b - a)]);
  });

  it.each([
    ['an area', county, COUNT * 0.75],
    ['a grid', worker, COUNT * 0.75],
    ['a neighbour', scope({ area: '410103000000' }), COUNT * 0.25],
    ['another jurisdiction', { reach: 'BOUNDED', jurisdiction: 'puyang', area: COUNTY } satisfies Scope, 0],
    ['no place at all', scope({}), 0],
    ['the public', { reach: 'PUBLIC' } satisfies Scope, 0],
    ['the platform itself', systemScope('a test'), COUNT],
  ])('reaches, for %s, what lies in it', async (_, reach, expected) => {
    const rows = await tickets.list(reach, { ...list(), page: { limit: 199, after: null } });
    expect(rows.length).toBe(expected);
  });

  it('finds by words, pairs of characters', async () => {
    const rows = await tickets.list(county, { ...list({ text: '路灯' }), page: { limit: 199, after: null } });
    expect(new Set(rows.map(({ title }) => title))).toEqual(new Set(['路灯熄灭']));
  });

  it('counts by stage within the scope', async () => {
    const totals = await tickets.countByStage(county, {});
    expect(totals).toEqual([{ stage: 'ACCEPTANCE', count: COUNT * 0.75 }]);
  });

  it('finds contents in use by their digests, one ticket left out', async () => {
    const [sent] = await commandsOf('distinct', () =>
      tickets.digestsInUse(system, { jurisdiction: 'zhengzhou', digests: ['a', 'b'], except: 't0001' }),
    );
    const plan = await database.db
      .collection('tickets')
      .find((sent?.command.query ?? {}) as object)
      .explain('queryPlanner');
    expect(JSON.stringify(plan)).toContain('"indexName":"digests"');
  });

  it('finds the tickets that have files, by their indexes, one ticket left out', async () => {
    const plan = await planOf(() => tickets.holdersOf(system, ['f1', 'f2'], 't0001'));
    expect([plan.text.includes('"indexName":"files"'), plan.text.includes('"indexName":"private-files"')]).toEqual([
      true,
      true,
    ]);
    expect(plan.examined).toBe(0);
    expect(await commandsOf('find', () => tickets.holdersOf(system, [], null))).toEqual([]);
  });

  it('stores a report of the same source and number once', async () => {
    const twice = [1, 2].map((number) => ({
      ...asNew(reported({ id: `x${number}`, code: `X${number}` })),
      externalKey: 'zhengzhou|OTHER|7',
    }));
    const outcomes = [];
    for (const ticket of twice) outcomes.push(await tickets.insert(ticket, mark));
    expect(outcomes).toEqual(['STORED', 'SEEN_BEFORE']);
  });

  it('tells a number taken by chance from a report seen before', async () => {
    const first = asNew(reported({ id: 'y1', code: 'Y' }));
    const second = asNew(reported({ id: 'y2', code: 'Y' }));
    expect([await tickets.insert(first, mark), await tickets.insert(second, mark)]).toEqual(['STORED', 'CODE_TAKEN']);
  });

  it('reads back the state it stored, timeline and all', async () => {
    const state = reported({ id: 'z1', code: 'Z' });
    await tickets.insert(asNew(state), mark);
    expect((await tickets.load(systemScope('a test'), { id: 'z1' }))?.state).toEqual(state);
  });

  it('claims an alarm once until the lease is over', async () => {
    // The alarms of this ticket alone lie before all others.
    const early = { ...reported({ id: 'e1', code: 'E' }), deadlines: [] };
    const due = { ...reported().deadlines[0], remindAt: hoursLater(-10), dueAt: hoursLater(-9) };
    await tickets.insert(asNew({ ...early, deadlines: [due] as TicketState['deadlines'] }), mark);
    const claim = async (now: Date): Promise<string[]> =>
      (await tickets.claimDue(system, now, hoursLater(-7))).map(({ state }) => state.id);
    expect([await claim(hoursLater(-8)), await claim(hoursLater(-8)), await claim(hoursLater(-7))]).toEqual([
      ['e1'],
      [],
      ['e1'],
    ]);
  });

  it('has a ticket counted again when somebody is late, and not for a reminder', async () => {
    await tickets.insert(asNew(reported({ id: 'r1', code: 'R1' })), mark);
    const isUncounted = async (): Promise<boolean> =>
      (await tickets.uncounted(system, 1_000)).some(({ state }) => state.id === 'r1');
    const passTime = async (at: Date | null | undefined): Promise<void> => {
      const stored = await tickets.load(system, { id: 'r1' });
      assert.ok(stored && at);
      await tickets.markCounted(system, [{ id: 'r1', version: stored.version }]);
      const decision = decide(stored.state, { type: 'passTime' }, circumstances(actors.system, at));
      assert.ok(decision.kind === 'DECIDED');
      expect(await tickets.save(stored, decision, { ...mark, now: at })).toBe('STORED');
    };
    const [accept] = reported().deadlines;
    await passTime(accept?.remindAt);
    expect(await isUncounted()).toBe(false);
    await passTime(accept?.dueAt && hoursLater(1, accept.dueAt));
    expect(await isUncounted()).toBe(true);
  });

  it('shares what is due among those that claim at once, each ticket in one hand', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `shared-${String(index).padStart(3, '0')}`);
    const due = { ...reported().deadlines[0], remindAt: hoursLater(-20), dueAt: hoursLater(-19) };
    const states = ids.map((id) => ({ ...reported({ id, code: id }), deadlines: [due] as TicketState['deadlines'] }));
    await tickets.insertMany(states.map(asNew), mark);
    const claimAll = async (): Promise<string[]> => {
      const mine: string[] = [];
      for (let more = true; more; ) {
        const claimed = await tickets.claimDue(system, hoursLater(-18), hoursLater(-17));
        mine.push(...claimed.map(({ state }) => state.id));
        more = claimed.length > 0;
      }
      return mine;
    };
    const hands = await Promise.all([claimAll(), claimAll(), claimAll()]);
    expect(hands.flat().toSorted()).toEqual(ids);
  });
});
