import type { Caller } from '@gridlink/contracts';
import { plansOf, sentBy, testDatabase } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { createPlanRepository } from '../src/mode-plan/persistence/mongo-plan-repository.ts';
import { give as giveTicket, reported } from './steps.ts';
import { COUNTY, people, startTown, TOWN, type Town, VILLAGE } from './town.ts';

const ITEM = 'PUBLIC_FACILITIES';
const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
const POLICE = `${COUNTY}-PUBLIC_SECURITY`;
const PLAN =
  'id version state mode title divisions { code } limits { step severity factor } patrolsADay routes { itemCode to { code } }';

type Plan = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly title: string;
  readonly limits: readonly object[];
};
type Payload = { readonly plan: Plan | null; readonly userErrors: readonly { code: string; field: string[] }[] };
type Clock = {
  readonly kind: string;
  readonly limit: { readonly amount: number };
  readonly plan: { readonly id: string; readonly version: number; readonly mode: string } | null;
};

describe('[T16] plans of the modes of operation', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const give = async (caller: Caller, name: string, input: Record<string, unknown>) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { plan { ${PLAN} } userErrors { code field } } }`;
    const { data, errors } = await town.ask<Record<string, Payload>>(caller, query, { input });
    return { ...data?.[name], codes: (errors ?? []).map(({ extensions }) => extensions?.code) };
  };
  const inHours = (hours: number): string => new Date(town.now().getTime() + hours * 3_600_000).toISOString();
  const sound = (more: Record<string, unknown> = {}) => ({
    title: '汛期',
    words: '加快处置',
    mode: 'EMERGENCY',
    divisions: [COUNTY],
    from: inHours(0),
    until: inHours(8),
    limits: [{ step: 'ACCEPT', factor: 0.5 }],
    ...more,
  });
  /** A plan that another person has published. */
  const publish = async (more: Record<string, unknown> = {}): Promise<Plan> => {
    const drafted = await give(people.county, 'draftModePlan', sound(more));
    const answer = await give(people.secondCounty, 'publishModePlan', { planId: drafted.plan?.id, words: '同意' });
    if (!answer.plan) throw new Error(JSON.stringify([drafted, answer]));
    return answer.plan;
  };
  const withdraw = (planId: string) => give(people.county, 'withdrawModePlan', { planId, reason: '结束' });
  const clocksOf = async (code: string): Promise<readonly Clock[]> => {
    const { data } = await town.ask<{ ticket: { deadlines: Clock[] } }>(
      people.county,
      'query ($code: String) { ticket(code: $code) { deadlines { kind limit { amount } plan { id version mode } } } }',
      { code },
    );
    return data?.ticket.deadlines ?? [];
  };
  const facts = async (code: string): Promise<string> => {
    const row = await town.database.db.collection('tickets').findOne({ code });
    return JSON.stringify(
      row?.timeline.map((entry: { command: string; facts: object }) => [entry.command, entry.facts]),
    );
  };
  const inForce = async (caller: Caller, division = VILLAGE): Promise<readonly Plan[]> => {
    const query = `query ($division: String!) { modePlansInForce(division: $division) { ${PLAN} } }`;
    return (await town.ask<{ modePlansInForce: Plan[] }>(caller, query, { division })).data?.modePlansInForce ?? [];
  };

  it('are one plan under one key, sent again or twice at once, and its sender’s alone', async () => {
    const draft = (caller: Caller, more: Record<string, unknown> = {}) =>
      give(caller, 'draftModePlan', sound({ idempotencyKey: 'flood', ...more }));
    const [one, two] = await Promise.all([draft(people.county), draft(people.county)]);
    // Sent again when its time is over: the answer that was lost.
    const later = await draft(people.county, { until: inHours(-1) });
    expect(one.plan?.id).toEqual(expect.any(String));
    expect([two.plan?.id, later.plan?.id, later.userErrors]).toEqual([one.plan?.id, one.plan?.id, []]);
    const [another, keyless] = [await draft(people.secondCounty), await draft(people.county, { idempotencyKey: null })];
    expect(new Set([one, another, keyless].map(({ plan }) => plan?.id)).size).toBe(3);
    await Promise.all([one, another, keyless].map(({ plan }) => withdraw(plan?.id ?? '')));
    const tooLong = await draft(people.county, { idempotencyKey: 'k'.repeat(121) });
    expect(tooLong.userErrors).toMatchObject([{ field: ['idempotencyKey'] }]);
  });

  it('give tickets another limit while they hold, and say on the clock and in the timeline which plan did', async () => {
    const before = await reported(town);
    const plan = await publish();
    const during = await reported(town);
    town.passHours(9);
    const afterwards = await reported(town);
    const clocks = await Promise.all([before, during, afterwards].map(({ ticket }) => clocksOf(ticket.code)));
    const own = clocks[0]?.[0]?.limit.amount ?? 0;
    expect(clocks.map(([first]) => [first?.kind, first?.limit.amount, first?.plan])).toEqual([
      ['ACCEPT', own, null],
      ['ACCEPT', own / 2, { id: plan.id, version: plan.version, mode: 'EMERGENCY' }],
      ['ACCEPT', own, null],
    ]);
    expect([await facts(during.ticket.code), await facts(afterwards.ticket.code)]).toEqual([
      expect.stringContaining(`"plan":"${plan.id}@${plan.version}"`),
      expect.not.stringContaining('"plan"'),
    ]);
  });

  it('change what follows in an open ticket from then on, and leave what was given as it was', async () => {
    const { ticket } = await reported(town);
    const plan = await publish({ limits: [{ step: 'DISPATCH', factor: 0.25 }] });
    await giveTicket(town, people.town, ['acceptTicket', { ticketId: ticket.id, itemCode: ITEM, words: '属实' }]);
    await withdraw(plan.id);
    const clocks = await clocksOf(ticket.code);
    const planned = clocks.filter(({ plan: by }) => by?.id === plan.id).map(({ kind }) => kind);
    expect(planned).toEqual(['DISPATCH']);
  });

  it('send matters of an item to the named body first, and to whom the dispatcher likes once it has had it', async () => {
    const plan = await publish({ limits: [], routes: [{ itemCode: ITEM, to: POLICE }] });
    const { ticket } = await reported(town);
    const act = (by: Caller, name: string, input: Record<string, unknown>) =>
      giveTicket(town, by, [name, { ticketId: ticket.id, ...input }]);
    await act(people.town, 'acceptTicket', { itemCode: ITEM, words: '属实' });
    await act(people.town, 'escalateTicket', { words: '须部门办理' });
    const to = (organization: string) => ({ assignments: [{ organization, part: 'LEAD' }], words: '请办理' });
    const elsewhere = await act(people.county, 'dispatchTicket', to(URBAN));
    const first = await act(people.county, 'dispatchTicket', to(POLICE));
    const assignmentId = first.ticket?.assignments[0]?.id;
    await act(people.assist, 'returnAssignment', { assignmentId, reason: 'NOT_OUR_DUTY', words: '不属本单位职责' });
    const then = await act(people.county, 'dispatchTicket', to(URBAN));
    await withdraw(plan.id);
    expect([elsewhere.userErrors.map(({ code, field }) => [code, field]), first.userErrors, then.userErrors]).toEqual([
      [['PLAN_ROUTE', ['assignments', '0', 'organization']]],
      [],
      [],
    ]);
    expect(await facts(ticket.code)).toContain(`["dispatchTicket",`);
    expect(await facts(ticket.code)).toContain(`"plan":"${plan.id}@${plan.version}"`);
  });

  it('are read by grid staff where they hold, with how often they are to patrol', async () => {
    const plan = await publish({ divisions: [TOWN], patrolsADay: 4, limits: [] });
    const found = await inForce(people.worker);
    const elsewhere = await inForce(people.worker, '410105002001');
    const otherLaw = await inForce(people.elsewhere);
    await withdraw(plan.id);
    expect([found, elsewhere, otherLaw, await inForce(people.worker)]).toMatchObject([
      [{ id: plan.id, patrolsADay: 4, divisions: [{ code: TOWN }] }],
      [],
      [],
      [],
    ]);
  });

  it('are published by another person than drew them up, of the same center or one above', async () => {
    const { plan } = await give(people.county, 'draftModePlan', sound());
    const input = { planId: plan?.id, words: '同意' };
    const own = await give(people.county, 'publishModePlan', input);
    const neighbour = await give(people.otherCounty, 'publishModePlan', input);
    const stale = await give(people.city, 'publishModePlan', { ...input, expectedVersion: 9 });
    const city = await give(people.city, 'publishModePlan', { ...input, expectedVersion: plan?.version });
    await withdraw(plan?.id ?? '');
    expect([own.userErrors, neighbour.codes, stale.codes, city.plan?.state]).toEqual([
      [{ code: 'OWN_DRAFT', field: ['planId'] }],
      ['NOT_FOUND'],
      ['CONFLICT'],
      'PUBLISHED',
    ]);
  });

  it.each([
    ['a town', people.town, {}, ['FORBIDDEN'], undefined],
    ['a department', people.lead, {}, ['FORBIDDEN'], undefined],
    [
      'a county for its neighbour',
      people.county,
      { divisions: ['410103000000'] },
      [],
      ['DIVISION_OUTSIDE', ['divisions', '0']],
    ],
    ['a county without a title', people.county, { title: '' }, [], ['REQUIRED', ['title']]],
    [
      'a county beyond the pack’s bounds',
      people.county,
      { limits: [{ step: 'VERIFY', factor: 5 }] },
      [],
      ['FACTOR_OUT_OF_BOUNDS', ['limits', '0', 'factor']],
    ],
  ] as const)('are not drawn up by %s', async (_who, caller, more, codes, refusal) => {
    const answer = await give(caller, 'draftModePlan', sound(more));
    const [error] = answer.userErrors ?? [];
    expect([answer.codes, error && [error.code, error.field]]).toEqual([codes, refusal]);
  });

  it('are listed for the center that drew them up and those above, by state, out of an index', async () => {
    const { plan } = await give(people.county, 'draftModePlan', sound({ title: '名单' }));
    const ids = async (caller: Caller): Promise<readonly string[]> => {
      const query = '{ modePlans(first: 200, filter: { state: DRAFT }) { nodes { id } } }';
      const { data } = await town.ask<{ modePlans: { nodes: Plan[] } }>(caller, query);
      return data?.modePlans.nodes.map(({ id }) => id) ?? [];
    };
    expect([await ids(people.county), await ids(people.city), await ids(people.otherCounty)]).toEqual([
      [plan?.id],
      [plan?.id],
      [],
    ]);
  });
});

describe('reads of plans', () => {
  it('are index scans', async () => {
    const database = await testDatabase('modeplans');
    const connection = await mongoose
      .createConnection(database.uri, { dbName: database.name, autoIndex: false, monitorCommands: true })
      .asPromise();
    const plans = createPlanRepository(connection, { announce: async () => undefined, settled: async () => undefined });
    await plans.ensureIndexes();
    const scope = { reach: 'BOUNDED', jurisdiction: 'zhengzhou', area: COUNTY } as const;
    const page = { limit: 5, after: [new Date(), 'p'] };
    const sent = await sentBy(connection.getClient(), async () => {
      await plans.list(scope, { filter: {}, page });
      await plans.list(scope, { filter: { state: 'DRAFT', mode: 'DAILY' }, page });
      await plans.inForce('zhengzhou', [COUNTY], new Date());
    });
    const used = (await plansOf(database.db, sent)).map(({ index }) => index);
    await connection.close();
    await database.close();
    expect(used).toEqual(['list', 'list-of-state', 'published']);
  });
});
