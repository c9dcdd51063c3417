import { createWorkingCalendar } from '@gridlink/jurisdiction';
import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { type Plan, plansOf, sentBy, type TestDatabase, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { actors, CITY, COUNTY, GRID, hoursLater, pack, TOWN, UNITS, URBAN } from '../../../test/ticket-story.ts';
import { decideInstruction } from '../domain/decide.ts';
import type { Instruction } from '../domain/instruction.ts';
import { issueInstruction } from '../domain/issue.ts';
import type { ReceivedFilter, SentFilter } from '../use-cases/instruction-repository.ts';
import { createInstructionRepository } from './mongo-instruction-repository.ts';

const scope = (more: object): Scope => ({ reach: 'BOUNDED', jurisdiction: pack.code, ...more });
const county = scope({ area: COUNTY });
const worker = scope({ grids: [GRID.id, 'grid-2'] });
const department = scope({ organization: URBAN });
const system = systemScope('a test');

const COUNT = 60;
const silent = { announce: async () => undefined, settled: async () => undefined };
const mark = { now: hoursLater(0), traceparent: undefined };
const page = { limit: 5, after: null };

/** Instructions of a county to a grid, every other one to a department as well; some acknowledged by the grid, some withdrawn. */
function instructionNumber(index: number): Instruction {
  const now = hoursLater(index);
  const actor = index % 6 === 5 ? actors.city : actors.county;
  const decision = issueInstruction(
    {
      title: `第${index}号`,
      words: '请到岗',
      urgency: 'URGENT',
      organizations: index % 2 === 0 ? [URBAN] : [],
      gridIds: [GRID.id],
      hasTicket: false,
      meetingUrl: null,
      limit: null,
      idempotencyKey: null,
    },
    {
      id: `i${String(index).padStart(4, '0')}`,
      pack,
      calendar: createWorkingCalendar(pack),
      actor,
      now,
      units: UNITS,
      grids: new Map([[GRID.id, GRID]]),
      ticket: null,
    },
  );
  if (decision.kind === 'REFUSED') throw new Error('refused');
  const told = { pack, now, idempotencyKey: null };
  const acknowledge = { type: 'acknowledgeInstruction', organization: null, gridId: null, words: '收到' } as const;
  const then =
    index % 3 === 1
      ? decideInstruction(decision.state, acknowledge, { ...told, actor: actors.worker })
      : decideInstruction(
          decision.state,
          { type: 'passTime' },
          { ...told, actor: actors.system, now: hoursLater(index + (index % 3 === 2 ? 90 : 0)) },
        );
  if (then.kind === 'REFUSED') throw new Error('refused');
  return then.state;
}

describe('lists of instructions', () => {
  let database: TestDatabase;
  let connection: Connection;
  let instructions: ReturnType<typeof createInstructionRepository>;

  beforeAll(async () => {
    database = await testDatabase('instructionlists');
    connection = await mongoose
      .createConnection(database.uri, { dbName: database.name, autoIndex: false, monitorCommands: true })
      .asPromise();
    instructions = createInstructionRepository(connection, silent, () => hoursLater(COUNT));
    await instructions.ensureIndexes();
    for (let index = 0; index < COUNT; index++) {
      await instructions.insert({ state: instructionNumber(index), announcements: [], issueKey: null }, mark);
    }
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

  const received = (by: Scope, filter: ReceivedFilter = {}, from = page as typeof page | typeof next) =>
    instructions.received(by, { filter, page: from });
  const sent = (by: Scope, filter: SentFilter = {}) => instructions.sent(by, { filter, page });
  const next = { limit: 5, after: [hoursLater(30.5), 'between'] };

  const READS: readonly [string, () => Promise<unknown>, string][] = [
    ['what a grid received', () => received(scope({ grids: [GRID.id] })), 'received'],
    ['what several grids received', () => received(worker), 'received'],
    ['what a department received', () => received(department), 'received'],
    ['what it acknowledged', () => received(scope({ grids: [GRID.id] }), { state: 'ACKNOWLEDGED' }), 'received'],
    ['the next page', () => received(scope({ grids: [GRID.id] }), {}, next), 'received'],
    ['what a county sent', () => sent(county), 'sent'],
    ['what a county sent that is open', () => sent(county, { state: 'OPEN' }), 'sent-of-state'],
    ['what is overdue', () => sent(county, { overdue: true }), 'sent-overdue'],
    ['what the centers of a city sent', () => sent(scope({ area: CITY }), { division: COUNTY }), 'sent'],
    ['an earlier request', () => instructions.findByIssueKey(system, 'k'), 'issued-before'],
  ];

  it.each(READS)('is an index scan for %s', async (_, read, index) => {
    const plan = await planOf(read);
    expect(plan.text).not.toContain('COLLSCAN');
    expect(plan.index).toBe(index);
  });

  it.each(READS.filter(([what]) => what !== 'what several grids received'))(
    'looks at no more rows than it gives for %s',
    async (_, read) => {
      const { examined, returned } = await planOf(read);
      expect(examined).toBeLessThanOrEqual(returned);
    },
  );

  const whole = { limit: 199, after: null };
  const every = async (rows: Promise<readonly Instruction[]>): Promise<number> => (await rows).length;

  it.each<[string, () => Promise<number>, number]>([
    ['a grid', () => every(instructions.received(worker, { filter: {}, page: whole })), COUNT],
    ['a department', () => every(instructions.received(department, { filter: {}, page: whole })), COUNT / 2],
    [
      'what a grid acknowledged',
      () => every(instructions.received(worker, { filter: { state: 'ACKNOWLEDGED' }, page: whole })),
      COUNT / 3,
    ],
    ['a grid of several', () => every(instructions.received(worker, { filter: { gridId: 'grid-2' }, page: whole })), 0],
    [
      'a grid that is not one’s own',
      () => every(instructions.received(worker, { filter: { gridId: 'grid-9' }, page: whole })),
      0,
    ],
    ['a county, which receives none of it', () => every(instructions.received(county, { filter: {}, page: whole })), 0],
    ['what a county sent', () => every(instructions.sent(county, { filter: {}, page: whole })), (COUNT * 5) / 6],
    [
      'what a city and its counties sent',
      () => every(instructions.sent(scope({ area: CITY }), { filter: {}, page: whole })),
      COUNT,
    ],
    ['what a town sent', () => every(instructions.sent(scope({ area: TOWN }), { filter: {}, page: whole })), 0],
    [
      'a city’s own, to a county that asks',
      () => every(instructions.sent(county, { filter: { division: CITY }, page: whole })),
      0,
    ],
    ['what a grid sent', () => every(instructions.sent(worker, { filter: {}, page: whole })), 0],
    [
      'what is overdue',
      () => every(instructions.sent(scope({ area: CITY }), { filter: { overdue: true }, page: whole })),
      COUNT / 3,
    ],
    [
      'what is not',
      () => every(instructions.sent(scope({ area: CITY }), { filter: { overdue: false }, page: whole })),
      (COUNT * 2) / 3,
    ],
    [
      'another jurisdiction',
      () =>
        every(instructions.received({ ...worker, jurisdiction: 'elsewhere' } as Scope, { filter: {}, page: whole })),
      0,
    ],
    ['the public', () => every(instructions.received({ reach: 'PUBLIC' }, { filter: {}, page: whole })), 0],
  ])('reaches, for %s, what is its own', async (_, read, expected) => {
    expect(await read()).toBe(expected);
  });

  it('goes on after a page without a gap or a repetition', async () => {
    const first = await received(worker);
    const last = first[4] as Instruction;
    const second = await instructions.received(worker, {
      filter: {},
      page: { limit: 5, after: [last.issuedAt, last.id] },
    });
    expect([...first.slice(0, 5), ...second.slice(0, 5)].map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `i00${COUNT - 1 - index}`),
    );
  });

  it('reads back the state it stored', async () => {
    expect((await instructions.load(system, 'i0007'))?.state).toEqual(instructionNumber(7));
  });

  it('writes a change receipt by receipt, and what it is searched by with it', async () => {
    const stored = await instructions.load(system, 'i0000');
    if (!stored) throw new Error('not there');
    const acknowledge = { type: 'acknowledgeInstruction', organization: null, gridId: null, words: '收到' } as const;
    const circumstances = { pack, actor: actors.urban, now: hoursLater(0), idempotencyKey: null };
    const decision = decideInstruction(stored.state, acknowledge, circumstances);
    if (decision.kind === 'REFUSED') throw new Error('refused');
    const outcomes = [await instructions.save(stored, decision, mark), await instructions.save(stored, decision, mark)];
    const rows = await instructions.received(department, { filter: { state: 'ACKNOWLEDGED' }, page });
    expect([outcomes, (await instructions.load(system, 'i0000'))?.state, rows.map(({ id }) => id)]).toEqual([
      ['STORED', 'MOVED'],
      decision.state,
      ['i0000'],
    ]);
  });

  it('keeps one instruction of a request that came twice', async () => {
    const twice = ['a', 'b'].map((id) => ({
      state: { ...instructionNumber(1), id },
      announcements: [],
      issueKey: 'k',
    }));
    const outcomes = [];
    for (const instruction of twice) outcomes.push(await instructions.insert(instruction, mark));
    expect([outcomes, (await instructions.findByIssueKey(system, 'k'))?.id]).toEqual([['STORED', 'SEEN_BEFORE'], 'a']);
  });

  it('claims a missed acknowledgement once until the lease is over', async () => {
    const early = { ...instructionNumber(0), id: 'e1', issuedAt: hoursLater(-20), acknowledgeBy: hoursLater(-19) };
    await instructions.insert({ state: early, announcements: [], issueKey: null }, mark);
    const claim = async (now: Date): Promise<string | undefined> =>
      (await instructions.claimDue(system, now, hoursLater(-17)))?.state.id;
    expect([await claim(hoursLater(-18)), await claim(hoursLater(-18)), await claim(hoursLater(-17))]).toEqual([
      'e1',
      undefined,
      'e1',
    ]);
  });
});
