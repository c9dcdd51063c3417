import { createWorkingCalendar } from '@gridlink/jurisdiction';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { type Plan, plansOf, sentBy, type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import {
  actors,
  CITY,
  COUNTY,
  GRID,
  hoursLater,
  pack,
  TOWN,
  UNITS,
  URBAN,
  VILLAGE,
} from '../../../test/ticket-story.ts';
import { decideSuggestion, type SuggestionCommand } from '../domain/decide.ts';
import { receiveSuggestion } from '../domain/receive.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import type { SuggestionFilter } from '../use-cases/suggestion-repository.ts';
import { createSuggestionRepository } from './mongo-suggestion-repository.ts';

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
const told = { pack, calendar: createWorkingCalendar(pack), idempotencyKey: null, units: UNITS };

/** Every third is answered and every third overdue; every other one was handed on to a department. */
function suggestionNumber(index: number): Suggestion {
  const now = hoursLater(index);
  const fresh = receiveSuggestion(
    {
      id: `s${String(index).padStart(4, '0')}`,
      code: `S41010020260302${String(index).padStart(8, '0')}`,
      division: VILLAGE,
      areas: GRID.areas,
      gridId: GRID.id,
      gridCode: GRID.code,
      center: `${TOWN}-TOWN`,
      subject: `第${index}号`,
      text: '巷口夜里太暗',
      place: { address: null, point: null },
      topic: index % 6 === 0 ? '建议' : null,
      suggester: {
        anonymous: true,
        subject: 'public',
        organization: null,
        maskedName: null,
        maskedPhone: null,
        sealedContact: null,
      },
    },
    { ...told, actor: actors.passerBy, now },
  );
  const give = (
    state: Suggestion,
    command: SuggestionCommand,
    actor: typeof actors.town | typeof actors.system,
    at = now,
  ) => {
    const decision = decideSuggestion(state, command, { ...told, actor, now: at });
    if (decision.kind === 'REFUSED') throw new Error(JSON.stringify(decision.refusal));
    return decision.state;
  };
  const on =
    index % 2 === 0 ? give(fresh, { type: 'handOnSuggestion', to: URBAN, words: '请答复' }, actors.town) : fresh;
  if (index % 3 === 1) return give(on, { type: 'answerSuggestion', outcome: 'ADOPTED', words: '采纳' }, actors.town);
  return index % 3 === 2 ? give(on, { type: 'passTime' }, actors.system, hoursLater(24 * 90)) : on;
}

/** From the eleventh to the thirtieth. */
const HOURS = { receivedFrom: hoursLater(10), receivedTo: hoursLater(30) };
const LYING = { jurisdiction: 'zhengzhou', divisions: [COUNTY] };
const walk = { at: hoursLater(0), id: null, until: hoursLater(10), limit: 5 };

describe('lists of suggestions', () => {
  let database: TestDatabase;
  let connection: Connection;
  let suggestions: ReturnType<typeof createSuggestionRepository>;

  const store = (state: Suggestion, externalKey: string | null = null) =>
    suggestions.insert({ state, externalKey, queryCodeHash: 'hash' }, mark);

  beforeAll(async () => {
    database = await testDatabase('suggestionlists');
    connection = await mongoose
      .createConnection(database.uri, { dbName: database.name, autoIndex: false, monitorCommands: true })
      .asPromise();
    suggestions = createSuggestionRepository(connection, silent, () => hoursLater(COUNT));
    await suggestions.ensureIndexes();
    for (let index = 0; index < COUNT; index++) await store(suggestionNumber(index));
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

  const list = (by: Scope, filter: SuggestionFilter = {}, from: typeof page | typeof next = page) =>
    suggestions.list(by, { filter, page: from });

  const READS: readonly [string, () => Promise<unknown>, string][] = [
    ['what a county sees', () => list(county), 'list'],
    ['what staff of a grid see', () => list(worker), 'list'],
    ['what a department sees', () => list(department), 'list'],
    ['the next page', () => list(county, {}, next), 'list'],
    ['a grid of a county', () => list(county, { gridId: GRID.id }), 'list'],
    ['a town of a city', () => list(scope({ area: CITY }), { division: TOWN }), 'list'],
    ['what is answered', () => list(county, { state: 'ANSWERED' }), 'list-of-state'],
    ['what is overdue', () => list(county, { overdue: true }), 'list-overdue'],
    ['what is overdue in a town', () => list(county, { overdue: true, division: TOWN }), 'list-overdue'],
    ['what was taken in within some hours', () => list(county, HOURS), 'list'],
    ['what the figures have yet to count', () => suggestions.uncounted(system, 5), 'uncounted'],
    ['what a rebuild walks', () => suggestions.inOrder(system, LYING, walk), 'list'],
    ['a number', () => suggestions.findByNumber(system, 'S4101002026030200000003'), 'by-code'],
    ['an earlier request', () => suggestions.findByExternalKey(system, 'k'), 'received-before'],
  ];

  it.each(READS)('[T20] is an index scan for %s', async (_, read, index) => {
    const plan = await planOf(read);
    expect(plan.text).not.toContain('COLLSCAN');
    expect(plan.index).toBe(index);
  });

  it.each(READS.filter(([what]) => !what.startsWith('a grid of')))(
    '[T20] looks at no more rows than it gives for %s',
    async (_, read) => {
      const { examined, returned } = await planOf(read);
      expect(examined).toBeLessThanOrEqual(returned);
    },
  );

  const whole = { limit: 199, after: null };
  it.each<[string, Scope, SuggestionFilter, number]>([
    ['a county', county, {}, COUNT],
    ['the city above', scope({ area: CITY }), {}, COUNT],
    ['the grid’s staff', worker, {}, COUNT],
    ['a department it was handed on to', department, {}, COUNT / 2],
    ['what is answered', county, { state: 'ANSWERED' }, COUNT / 3],
    ['what is overdue', county, { overdue: true }, COUNT / 3],
    ['what is overdue and open', county, { overdue: true, state: 'OPEN' }, COUNT / 3],
    ['what is not overdue', county, { overdue: false }, (COUNT * 2) / 3],
    ['what was adopted', county, { outcome: 'ADOPTED' }, COUNT / 3],
    ['a topic', county, { topic: '建议' }, COUNT / 6],
    ['what a department owes', county, { answerers: [URBAN] }, COUNT / 2],
    ['what was taken in within some hours', county, HOURS, 20],
    ['what nobody owes', county, { answerers: [] }, 0],
    ['a grid of the county', county, { gridId: GRID.id }, COUNT],
    ['a grid and a town that it lies in', county, { gridId: GRID.id, division: TOWN }, COUNT],
    ['a town it does not lie in', county, { gridId: GRID.id, division: '410105002000' }, 0],
    ['a division above the own area', county, { division: CITY }, COUNT],
    ['a neighbouring county', scope({ area: '410103000000' }), { division: TOWN }, 0],
    ['a neighbour that names the grid', scope({ area: '410103000000' }), { gridId: GRID.id }, 0],
    ['another department', scope({ organization: `${COUNTY}-HEALTH` }), {}, 0],
    ['another grid', scope({ grids: ['grid-2'] }), {}, 0],
    ['another jurisdiction', { ...county, jurisdiction: 'elsewhere' } as Scope, {}, 0],
    ['the public', { reach: 'PUBLIC' }, {}, 0],
  ])('[T20] reaches, for %s, what is its own', async (_, by, filter, expected) => {
    expect((await suggestions.list(by, { filter, page: whole })).length).toBe(expected);
  });

  it('goes on after a page without a gap or a repetition', async () => {
    const first = (await list(county)).slice(0, 5);
    const last = first[4] as Suggestion;
    const second = await suggestions.list(county, {
      filter: {},
      page: { limit: 5, after: [last.receivedAt, last.id] },
    });
    expect([...first, ...second.slice(0, 5)].map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `s00${COUNT - 1 - index}`),
    );
  });

  it('reads back the state it stored, and writes a change once', async () => {
    const stored = await suggestions.load(system, 's0003');
    if (!stored) throw new Error('not there');
    const answer = { type: 'answerSuggestion', outcome: 'NOTED', words: '留作参考' } as const;
    const decision = decideSuggestion(stored.state, answer, { ...told, actor: actors.town, now: hoursLater(5) });
    if (decision.kind === 'REFUSED') throw new Error('refused');
    const { seenBy: _, bodies: __, ...state } = suggestionNumber(3) as Suggestion & Record<string, unknown>;
    const outcomes = [await suggestions.save(stored, decision, mark), await suggestions.save(stored, decision, mark)];
    expect([stored.state, outcomes, (await suggestions.load(system, 's0003'))?.state]).toEqual([
      state,
      ['STORED', 'MOVED'],
      decision.state,
    ]);
  });

  it('[T20] keeps one suggestion of a request that came twice, and another number for one that is taken', async () => {
    const at = (id: string, code: string): Suggestion => ({ ...suggestionNumber(0), id, code });
    const outcomes = [
      await store(at('a', 'S1'), 'k'),
      await store(at('b', 'S2'), 'k'),
      await store(at('c', 'S1'), 'another'),
    ];
    expect([outcomes, (await suggestions.findByExternalKey(system, 'k'))?.id]).toEqual([
      ['STORED', 'SEEN_BEFORE', 'CODE_TAKEN'],
      'a',
    ]);
  });

  it('claims an answer that was missed once until the lease is over', async () => {
    const early = { ...suggestionNumber(0), id: 'e1', code: 'S3', answerBy: hoursLater(-19) };
    await store(early);
    const claim = async (now: Date): Promise<string | undefined> =>
      (await suggestions.claimDue(system, now, hoursLater(-17)))?.state.id;
    expect([await claim(hoursLater(-18)), await claim(hoursLater(-18)), await claim(hoursLater(-17))]).toEqual([
      'e1',
      undefined,
      'e1',
    ]);
  });
});
