import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { type Plan, plansOf, sentBy, type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { actors, CITY, COUNTY, GRID, hoursLater, pack, TOWN, URBAN, VILLAGE } from '../../../test/ticket-story.ts';
import type { Sources } from '../domain/agenda.ts';
import { conveneDeliberation } from '../domain/convene.ts';
import { type DeliberationCommand, type DeliberationDecision, decideDeliberation } from '../domain/decide.ts';
import type { Deliberation } from '../domain/deliberation.ts';
import type { DeliberationFilter } from '../use-cases/deliberation-repository.ts';
import { createDeliberationRepository } from './mongo-deliberation-repository.ts';

const scope = (more: object): Scope => ({ reach: 'BOUNDED', jurisdiction: pack.code, ...more });
const county = scope({ area: COUNTY });
const worker = scope({ grids: [GRID.id] });
const department = scope({ organization: URBAN });
const system = systemScope('a test');

const COUNT = 60;
const silent = { announce: async () => undefined, settled: async () => undefined };
const mark = { now: hoursLater(0), traceparent: undefined };
const page = { limit: 5, after: null };
const next = { limit: 5, after: [hoursLater(30.5), 'between'] };
const SOURCES: Sources = {
  suggestions: new Map([['s1', { code: 'S1', subject: '增设路灯', adopted: true, bodies: [URBAN] }]]),
  tickets: new Map(),
  earlier: new Map(),
  bodies: new Set([URBAN]),
};
const NOBODY = { person: null, masked: null, sealed: null, organization: null };

const decided = (
  state: Deliberation,
  command: DeliberationCommand,
  now: Date,
): DeliberationDecision & { kind: 'DECIDED' } => {
  const told = { pack, actor: actors.leader, idempotencyKey: null, sources: SOURCES, names: new Map<string, string>() };
  const decision = decideDeliberation(state, command, { ...told, now });
  if (decision.kind === 'REFUSED') throw new Error(JSON.stringify(decision.refusals));
  return decision;
};

/** Every third is published and every third cancelled; every other one has a department invited, every tenth is about a suggestion. */
function deliberationNumber(index: number): Deliberation {
  const now = hoursLater(index);
  const outcome = conveneDeliberation(
    {
      title: `第${index}次`,
      venue: '活动室',
      startsAt: hoursLater(index + 1),
      agenda: [
        index % 10 === 0
          ? { subject: null, suggestionId: 's1', ticketId: null, deferred: null }
          : { subject: '晾衣区', suggestionId: null, ticketId: null, deferred: null },
      ],
      attendees: index % 2 === 0 ? [{ ...NOBODY, kind: 'BODY', organization: URBAN }] : [],
    },
    {
      id: `d${String(index).padStart(4, '0')}`,
      code: `D41010020260302${String(index).padStart(8, '0')}`,
      place: { division: VILLAGE, areas: GRID.areas, gridId: GRID.id, gridCode: GRID.code },
      pack,
      actor: actors.leader,
      now,
      idempotencyKey: null,
      sources: SOURCES,
    },
  );
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals));
  if (index % 3 === 2) return decided(outcome.state, { type: 'cancelDeliberation', reason: '雨' }, now).state;
  return index % 3 === 1 ? published(outcome.state, hoursLater(index + 1)) : outcome.state;
}

const ATTEND = { type: 'recordAttendance', present: [], others: [{ ...NOBODY, kind: 'STAFF', person: 'p' }] } as const;
const AGREE = {
  type: 'resolveAgendaItem',
  itemId: 'i1',
  outcome: 'AGREED',
  votes: null,
  words: '同意',
  actions: [{ title: '安装', text: '安装一盏', address: '巷口' }],
} as const;
const readyToPublish = (state: Deliberation, now: Date): Deliberation =>
  decided(decided(state, ATTEND, now).state, AGREE, now).state;
const published = (state: Deliberation, now: Date): Deliberation =>
  decided(readyToPublish(state, now), { type: 'publishMinutes', summary: '一致同意' }, now).state;

const LYING = { jurisdiction: 'zhengzhou', divisions: [COUNTY] };
const walk = { at: hoursLater(0), id: null, until: hoursLater(10), limit: 5 };

describe('lists of deliberations', () => {
  let database: TestDatabase;
  let connection: Connection;
  let deliberations: ReturnType<typeof createDeliberationRepository>;

  const store = (state: Deliberation, externalKey: string | null = null) =>
    deliberations.insert({ state, externalKey }, mark);

  beforeAll(async () => {
    database = await testDatabase('deliberationlists');
    connection = await mongoose
      .createConnection(database.uri, { dbName: database.name, autoIndex: false, monitorCommands: true })
      .asPromise();
    deliberations = createDeliberationRepository(connection, silent, () => hoursLater(COUNT));
    await deliberations.ensureIndexes();
    for (let index = 0; index < COUNT; index++) await store(deliberationNumber(index));
  });
  afterAll(async () => {
    await connection.close();
    await database.close();
  });

  /** How the server answers the last find that a read really sends. */
  const planOf = async (read: () => Promise<unknown>): Promise<Plan> => {
    const plan = (await plansOf(database.db, await sentBy(connection.getClient(), read))).at(-1);
    if (!plan) throw new Error('nothing was read');
    return plan;
  };

  const list = (by: Scope, filter: DeliberationFilter = {}, from: typeof page | typeof next = page) =>
    deliberations.list(by, { filter, page: from });

  const READS: readonly [string, () => Promise<unknown>, string][] = [
    ['what a county sees', () => list(county), 'list'],
    ['what staff of a grid see', () => list(worker), 'list'],
    ['what an invited department sees', () => list(department), 'list'],
    ['the next page', () => list(county, {}, next), 'list'],
    ['a town of a city', () => list(scope({ area: CITY }), { division: TOWN }), 'list'],
    ['what is convened', () => list(county, { state: 'CONVENED' }), 'list-of-state'],
    ['minutes published in a grid', () => deliberations.published(GRID.id, page), 'published'],
    ['minutes published in a county', () => deliberations.published(COUNTY, page), 'published'],
    ['the next page of minutes', () => deliberations.published(GRID.id, next), 'published'],
    ['what is about a suggestion', () => deliberations.about(county, ['s1', 's2']), 'about'],
    ['what began before an hour', () => list(county, { startsTo: hoursLater(30.5) }), 'list'],
    ['what the figures have yet to count', () => deliberations.uncounted(system, 5), 'uncounted'],
    ['what a rebuild walks', () => deliberations.inOrder(system, LYING, walk), 'list'],
    ['an earlier request', () => deliberations.findByExternalKey(system, 'k'), 'convened-before'],
  ];

  it.each(READS)('[T19] is an index scan for %s', async (_, read, index) => {
    const plan = await planOf(read);
    expect(plan.text).not.toContain('COLLSCAN');
    expect(plan.index).toBe(index);
  });

  // Of those that begin before an hour, some were convened before it.
  it.each(READS.filter(([what]) => !what.startsWith('what began')))(
    '[T19] looks at no more rows than it gives for %s',
    async (_, read) => {
      const { examined, returned } = await planOf(read);
      expect(examined).toBeLessThanOrEqual(returned);
    },
  );

  const whole = { limit: 199, after: null };
  it.each<[string, Scope, DeliberationFilter, number]>([
    ['a county', county, {}, COUNT],
    ['the grid’s staff', worker, {}, COUNT],
    ['an invited department', department, {}, COUNT / 2],
    ['what was cancelled', county, { state: 'CANCELLED' }, COUNT / 3],
    ['what the grid’s leader convened', county, { convener: actors.leader.subject }, COUNT],
    ['what somebody else convened', county, { convener: 'nobody' }, 0],
    ['what began within some hours', county, { startsFrom: hoursLater(11), startsTo: hoursLater(31) }, 20],
    ['what was not held though its time came', county, { overdue: { at: hoursLater(30.5), is: true } }, 10],
    ['what is not so', county, { overdue: { at: hoursLater(30.5), is: false } }, COUNT - 10],
    ['a grid of the county', county, { gridId: GRID.id }, COUNT],
    ['a neighbouring county', scope({ area: '410103000000' }), { division: TOWN }, 0],
    ['a neighbour that names the grid', scope({ area: '410103000000' }), { gridId: GRID.id }, 0],
    ['another department', scope({ organization: `${COUNTY}-HEALTH` }), {}, 0],
    ['another grid', scope({ grids: ['grid-2'] }), {}, 0],
    ['another jurisdiction', { ...county, jurisdiction: 'elsewhere' } as Scope, {}, 0],
    ['the public', { reach: 'PUBLIC' }, {}, 0],
  ])('[T19] reaches, for %s, what is its own', async (_, by, filter, expected) => {
    expect((await deliberations.list(by, { filter, page: whole })).length).toBe(expected);
  });

  it.each<[string, Scope, number]>([
    ['a county', county, COUNT / 10],
    ['the platform itself', system, COUNT / 10],
    ['a neighbouring county', scope({ area: '410103000000' }), 0],
    ['the public', { reach: 'PUBLIC' }, 0],
  ])('[T19] finds for %s what is about a suggestion, as far as it may be seen', async (_, by, expected) => {
    expect((await deliberations.about(by, ['s1'])).length).toBe(expected);
  });

  it('[T19] publishes minutes in their grid and every division above, newest first, and nowhere else', async () => {
    const all = async (place: string) => (await deliberations.published(place, whole)).map(({ id }) => id);
    const [inGrid, inCity, elsewhere] = await Promise.all([GRID.id, CITY, '410103000000'].map(all));
    expect([inGrid?.length, inCity, elsewhere, inGrid?.[0]]).toEqual([COUNT / 3, inGrid, [], 'd0058']);
    const [first, second] = [await deliberations.published(GRID.id, page), inGrid?.slice(4, 6)];
    const last = first[4] as Deliberation;
    const from = { limit: 1, after: [last.minutes?.publishedAt ?? last.convenedAt, last.id] };
    expect([last.id, (await deliberations.published(GRID.id, from))[0]?.id]).toEqual(second);
  });

  it('goes on after a page without a gap or a repetition', async () => {
    const first = (await list(county)).slice(0, 5);
    const last = first[4] as Deliberation;
    const second = await deliberations.list(county, {
      filter: {},
      page: { limit: 5, after: [last.convenedAt, last.id] },
    });
    expect([...first, ...second.slice(0, 5)].map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `d00${COUNT - 1 - index}`),
    );
  });

  it('reads back the state it stored, and writes a change once', async () => {
    const stored = await deliberations.load(system, 'd0003');
    if (!stored) throw new Error('not there');
    const decision = decided(stored.state, { type: 'cancelDeliberation', reason: '雨' }, hoursLater(3));
    const outcomes = [
      await deliberations.save(stored, decision, mark),
      await deliberations.save(stored, decision, mark),
    ];
    expect([stored.state, outcomes, (await deliberations.load(system, 'd0003'))?.state]).toEqual([
      deliberationNumber(3),
      ['STORED', 'MOVED'],
      decision.state,
    ]);
  });

  it('[T19] keeps one meeting of a request that came twice', async () => {
    const at = (id: string, code: string): Deliberation => ({ ...deliberationNumber(0), id, code });
    const outcomes = [
      await store(at('a', 'D1'), 'k'),
      await store(at('b', 'D2'), 'k'),
      await store(at('c', 'D1'), 'l'),
    ];
    expect([outcomes, (await deliberations.findByExternalKey(system, 'k'))?.id]).toEqual([
      ['STORED', 'SEEN_BEFORE', 'CODE_TAKEN'],
      'a',
    ]);
  });

  it('[T19] owes the tickets of minutes from a while after they were published, until they are made', async () => {
    const fresh = { ...deliberationNumber(0), id: 'o1', code: 'D9' };
    const ready = readyToPublish(fresh, hoursLater(1));
    await store(ready);
    const stored = await deliberations.load(system, 'o1');
    if (!stored) throw new Error('not there');
    const decision = decided(ready, { type: 'publishMinutes', summary: '一致同意' }, hoursLater(1));
    await deliberations.save(stored, decision, { now: hoursLater(1), traceparent: undefined });
    const claim = async (now: Date): Promise<string | undefined> =>
      (await deliberations.claimUnraised(system, now, hoursLater(4)))?.state.id;
    const claims = [
      await claim(hoursLater(1)),
      await claim(hoursLater(2)),
      await claim(hoursLater(3)),
      await claim(hoursLater(4)),
    ];
    await deliberations.markRaised('o1');
    expect([claims, await claim(hoursLater(9)), await deliberations.countUnraised(system, hoursLater(9), 5)]).toEqual([
      [undefined, 'o1', undefined, 'o1'],
      undefined,
      0,
    ]);
  });
});
