import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closed, dispatched, does, fedBack, report, reported } from './steps.ts';
import { COUNTY, GRID_ID, people, startTown, type Town, VILLAGE } from './town.ts';

describe('who sees what', () => {
  let town: Town;
  let code: string;
  let ticketId: string;
  let leadId: string;
  let queryCode: string;
  beforeAll(async () => {
    town = await startTown();
    const sent = await dispatched(town);
    ({ ticketId, leadId, queryCode } = sent);
    code = sent.ticket.code;
    await does(town, people.lead, ['reportIn', { ticketId, assignmentId: leadId }]);
    await does(town, people.lead, ['noteProgress', { ticketId, assignmentId: leadId, words: '公开进展' }]);
    await does(town, people.lead, [
      'noteProgress',
      { ticketId, assignmentId: leadId, words: '内部情况', private: true },
    ]);
  });
  afterAll(() => town.stop());

  const codes = async (caller: Caller, filter = '{}'): Promise<string[]> => {
    const query = `query { tickets(filter: ${filter}, first: 200) { nodes { code } } }`;
    const { data } = await town.ask<{ tickets: { nodes: { code: string }[] } } | null>(caller, query);
    return data?.tickets.nodes.map((node) => node.code) ?? [];
  };

  it.each([
    ['the town', people.town],
    ['the county', people.county],
    ['the city', people.city],
    ['a worker of the grid', people.worker],
    ['the leading unit', people.lead],
    ['the assisting unit', people.assist],
  ])('%s sees the ticket', async (_, caller) => {
    expect(await codes(caller)).toContain(code);
  });

  it.each([
    ['the neighbour county', people.otherCounty],
    ['a worker of another grid', people.strangerWorker],
    ['a unit without part in it', people.outsider],
    ['another jurisdiction', people.elsewhere],
    ['a worker whose posts have all ended', { ...people.worker, grids: [] }],
    [
      'an operator of no place',
      { subject: 'lost', kind: 'PERSON', roles: ['TOWN_OPERATOR'], jurisdiction: 'zhengzhou' },
    ],
  ] satisfies [string, Caller][])('%s sees nothing', async (_, caller) => {
    expect(await codes(caller)).toEqual([]);
    const query = 'query ($code: String!, $id: ID!) { a: ticket(code: $code) { id } b: ticket(id: $id) { id } }';
    expect((await town.ask(caller, query, { code, id: ticketId })).data).toEqual({ a: null, b: null });
    const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ticket { title } } }';
    const representations = [{ __typename: 'Ticket', id: ticketId }];
    expect((await town.ask(caller, entities, { r: representations })).data).toEqual({ _entities: [null] });
  });

  it('the public may not ask for lists', async () => {
    const { errors } = await town.ask(people.resident, '{ tickets { nodes { code } } }');
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it('a neighbour who asks for the division of another sees nothing', async () => {
    expect(await codes(people.otherCounty, `{ division: "${COUNTY}" }`)).toEqual([]);
  });

  it.each([
    ['division', `{ division: "${COUNTY}" }`],
    ['unit', `{ unit: "${COUNTY}-URBAN_MANAGEMENT" }`],
    ['grid', `{ gridId: "${GRID_ID}" }`],
    ['stage', '{ stage: HANDLING }'],
    ['words', '{ text: "井盖破损" }'],
    ['source', '{ source: PUBLIC_CHANNEL }'],
    [
      'unit, grid and division together',
      `{ unit: "${COUNTY}-URBAN_MANAGEMENT", gridId: "${GRID_ID}", division: "${VILLAGE}" }`,
    ],
    ['item', '{ itemCode: "PUBLIC_FACILITIES" }'],
  ])('finds the ticket by %s', async (_, filter) => {
    expect(await codes(people.county, filter)).toContain(code);
  });

  it.each([
    ['another stage', '{ stage: CLOSED }'],
    ['words it does not have', '{ text: "路灯熄灭" }'],
    ['another unit', `{ unit: "${COUNTY}-HEALTH" }`],
    ['lateness it does not have', '{ late: true }'],
  ])('does not find it by %s', async (_, filter) => {
    expect(await codes(people.county, filter)).not.toContain(code);
  });

  it('[T13] number and query code open the public timeline, without names and internal notes', async () => {
    const query = `query ($code: String!, $queryCode: String!) { ticketByNumber(code: $code, queryCode: $queryCode) {
      stage stageLabel { zh } timeline { label words } } }`;
    type Public = { ticketByNumber: { stage: string; timeline: { label: string; words: string | null }[] } };
    const { data } = await town.ask<Public>(people.resident, query, { code, queryCode });
    expect(data?.ticketByNumber.stage).toBe('HANDLING');
    const words = data?.ticketByNumber.timeline.map((entry) => entry.words);
    expect(words).toContain('公开进展');
    expect(words).not.toContain('内部情况');
  });

  it('[T13] a wrong query code opens nothing', async () => {
    const query = 'query ($code: String!) { ticketByNumber(code: $code, queryCode: "WRONGONE") { code } }';
    expect((await town.ask(people.resident, query, { code })).data).toEqual({ ticketByNumber: null });
  });

  it('[T13] number and query code reopen a closed ticket without an account', async () => {
    const done = await closed(town);
    const input = { code: done.ticket.code, queryCode: done.queryCode, words: '又坏了' };
    const query = 'mutation ($input: ReopenTicketInput!) { reopenTicket(input: $input) { userErrors { code } } }';
    expect((await town.ask(people.resident, query, { input })).data).toEqual({ reopenTicket: { userErrors: [] } });
    const again = await town.ask(people.resident, query, { input: { ...input, queryCode: 'WRONGONE' } });
    expect(again.errors[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  const TIMELINE = 'query ($code: String!) { ticket(code: $code) { timeline(first: 50) { nodes { words } } } }';
  type Timeline = { ticket: { timeline: { nodes: { words: string | null }[] } } };

  it.each([
    ['the handling unit', people.lead, true],
    ['the county', people.county, true],
    ['a worker who only sees the ticket', people.worker, false],
  ])('internal notes are %s’s: %#', async (_, caller, sees) => {
    const { data } = await town.ask<Timeline>(caller, TIMELINE, { code });
    expect(data?.ticket.timeline.nodes.some(({ words }) => words === '内部情况')).toBe(sees);
  });

  it('the reporter’s contact is masked for everyone', async () => {
    const { data } = await town.ask(
      people.county,
      'query ($code: String!) { ticket(code: $code) { reporter { name phone } } }',
      { code },
    );
    expect(data).toEqual({ ticket: { reporter: { name: '王**', phone: '138****5678' } } });
  });

  it('is nowhere in the clear in the database', async () => {
    const documents = await town.database.db.collection('tickets').find().toArray();
    expect(JSON.stringify(documents)).not.toContain('13812345678');
  });

  it('opens to whoever must make contact, and each look is on record', async () => {
    const query = 'mutation ($input: RevealReporterInput!) { revealReporter(input: $input) { name phone } }';
    const input = { ticketId, purpose: '约定上门时间' };
    expect((await town.ask(people.lead, query, { input })).data).toEqual({
      revealReporter: { name: '王小明', phone: '13812345678' },
    });
    const reveals = await town.database.db.collection('reveals').find({ ticketId }).toArray();
    expect(reveals).toMatchObject([{ subject: 'lead', purpose: '约定上门时间' }]);
  });

  it('stays shut to those who only oversee', async () => {
    const query = 'mutation ($input: RevealReporterInput!) { revealReporter(input: $input) { name } }';
    const { errors } = await town.ask(people.city, query, { input: { ticketId, purpose: '了解' } });
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('queues and figures', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const myWork = async (caller: Caller): Promise<string[]> => {
    const { data } = await town.ask<{ myWork: { nodes: { code: string }[] } }>(
      caller,
      '{ myWork(first: 100) { nodes { code } } }',
    );
    return data?.myWork.nodes.map(({ code }) => code) ?? [];
  };

  it('hands a ticket from desk to desk', async () => {
    const { ticket } = await reported(town);
    expect(
      [await myWork(people.town), await myWork(people.county)].map((queue) => queue.includes(ticket.code)),
    ).toEqual([true, false]);
    const sent = await dispatched(town);
    const queues = await Promise.all(
      [people.town, people.county, people.lead, people.assist, people.outsider].map(myWork),
    );
    expect(queues.map((queue) => queue.includes(sent.ticket.code))).toEqual([false, false, true, true, false]);
    const told = await fedBack(town);
    expect(await myWork(people.county)).toContain(told.ticket.code);
  });

  it('counts by stage within the scope', async () => {
    await town.service.countFigures();
    const query = '{ ticketCounts { stage count } }';
    type Counts = { ticketCounts: { stage: string; count: number }[] };
    const of = async (caller: Caller): Promise<number> =>
      (await town.ask<Counts>(caller, query)).data?.ticketCounts.reduce((sum, { count }) => sum + count, 0) ?? -1;
    expect([(await of(people.county)) > 0, await of(people.otherCounty)]).toEqual([true, 0]);
  });

  it('extends the grid by its tickets and figures, the organization by its open work', async () => {
    town.passHours(0.1);
    const sent = await dispatched(town);
    await town.service.countFigures();
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on Grid { tickets(first: 1, stage: HANDLING) { nodes { code } } ticketStats { open closed } }
      ... on Organization { openAssignments(first: 50) { nodes { code } } } } }`;
    const r = [
      { __typename: 'Grid', id: GRID_ID },
      { __typename: 'Organization', code: `${COUNTY}-URBAN_MANAGEMENT` },
    ];
    type Entities = {
      _entities: [
        { tickets: { nodes: { code: string }[] }; ticketStats: { open: number } },
        { openAssignments: { nodes: { code: string }[] } },
      ];
    };
    const { data } = await town.ask<Entities>(people.county, query, { r });
    const [grid, unit] = data?._entities ?? [];
    expect(grid?.tickets.nodes).toEqual([{ code: sent.ticket.code }]);
    expect(grid?.ticketStats.open).toBeGreaterThan(0);
    expect(unit?.openAssignments.nodes.map(({ code }) => code)).toContain(sent.ticket.code);
  });

  it('pages through a list without repeating or missing one', async () => {
    for (let index = 0; index < 5; index++) await report(town);
    type Page = { tickets: { nodes: { code: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    const query =
      'query ($after: String) { tickets(first: 3, after: $after) { nodes { code } pageInfo { endCursor hasNextPage } } }';
    const seen: string[] = [];
    let after: string | undefined;
    for (let more = true; more; ) {
      const { data } = await town.ask<Page>(people.county, query, { after });
      seen.push(...(data?.tickets.nodes.map(({ code }) => code) ?? []));
      after = data?.tickets.pageInfo.endCursor;
      more = data?.tickets.pageInfo.hasNextPage ?? false;
    }
    const total = await town.database.db.collection('tickets').countDocuments();
    expect([seen.length, new Set(seen).size]).toEqual([total, total]);
  });

  it('says what a jurisdiction’s tickets go by, to anyone', async () => {
    const query =
      '{ ticketRules(jurisdiction: "zhengzhou") { stages { label { zh } } declineReasons { code } returnReasons { code } holidayNotices { year number } } }';
    type Rules = {
      ticketRules: {
        stages: { label: { zh: string } }[];
        declineReasons: unknown[];
        holidayNotices: { year: number; number: string }[];
      };
    };
    const { data } = await town.ask<Rules>(people.resident, query);
    expect(data?.ticketRules.stages[0]?.label.zh).toBe('受理核实');
    expect(data?.ticketRules.declineReasons.length).toBeGreaterThan(0);
    expect(data?.ticketRules.holidayNotices).toContainEqual({ year: 2026, number: '国办发明电〔2025〕7号' });
  });
});
