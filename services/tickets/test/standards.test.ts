import { readFileSync } from 'node:fs';
import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted, does, give, ORDERS, reported, type UserErrorView } from './steps.ts';
import { CITY, people, startTown, type Town, VILLAGE } from './town.ts';

/** Part of a real city's table, as it was published. */
const TABLE = readFileSync(new URL('../../../demo/data/handling-standards.csv', import.meta.url), 'utf8');
const [HEAD = '', ...LINES] = TABLE.trim().split('\n');
const SOURCE = '城市管理部件、事件立案结案标准';
/** The clock of the town stands on 2 March 2026, ten in the morning. */
const TODAY = '2026-03-02T02:00:00.000Z';

type Row = { row: number; outcome: string; condition: string | null; messages: string[]; userErrors: UserErrorView[] };
type Import = { rows: Row[]; standard: { version: number } | null; userErrors: UserErrorView[] };
type ConditionView = {
  id: string;
  opening: string;
  closing: string;
  printedLimit: string;
  limit: { amount: number; unit: string };
};

const CONDITION = 'id opening closing printedLimit limit { amount unit }';

describe('handling standards', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const imports = async (csv: string, more: object = {}, caller: Caller = people.city) => {
    const query = `mutation ($input: ImportHandlingStandardsInput!) { answer: importHandlingStandards(input: $input) {
      rows { row outcome condition messages userErrors { code field message article } }
      standard { version } userErrors { code field message article } } }`;
    const input = { csv, source: SOURCE, effectiveFrom: TODAY, ...more };
    const { data, errors } = await town.ask<{ answer: Import | null }>(caller, query, { input });
    return { ...data?.answer, error: errors[0]?.extensions?.code };
  };
  const conditions = async (args: string, version = ''): Promise<readonly ConditionView[]> => {
    const query = `{ handlingStandard(division: "${version === '' ? VILLAGE : CITY}"${version}) { conditions(${args}) { nodes { ${CONDITION} } } } }`;
    type Answer = { handlingStandard: { conditions: { nodes: ConditionView[] } } | null };
    const { data } = await town.ask<Answer>(people.town, query);
    return data?.handlingStandard?.conditions.nodes ?? [];
  };
  const conditionOf = async (ticketId: string, caller: Caller = people.lead): Promise<ConditionView | null> => {
    const query = `query ($id: ID!) { ticket(id: $id) { condition { ${CONDITION} } } }`;
    const { data } = await town.ask<{ ticket: { condition: ConditionView | null } }>(caller, query, {
      id: ticketId,
    });
    return data?.ticket.condition ?? null;
  };

  it('[E01] says in a dry run what would become of each row, and stores nothing', async () => {
    const { rows = [], standard, userErrors } = await imports(TABLE, { dryRun: true });
    expect([rows.length, standard, userErrors]).toEqual([LINES.length, null, []]);
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['CREATED', 'REPEATED']));
    expect(await conditions('first: 1')).toEqual([]);
  });

  it.each([
    ['a limit that is none', (line: string) => line.replace(/,[^,]*$/, ',尽快'), 'BAD_LIMIT', 'limit'],
    ['a kind nobody knows', (line: string) => line.replace(/^[A-Z]+/, 'THING'), 'BAD_KIND', 'kind'],
    ['a code of letters', (line: string) => line.replace(/^([A-Z]+),\d+/, '$1,AB'), 'BAD_CODE', 'majorCode'],
    ['an empty cell', (line: string) => line.replace(/,公用设施,/, ',,'), 'BAD_TEXT', 'major'],
  ])('[E01] takes nothing where one row has %s, and names row and column', async (_, spoilt, code, column) => {
    const [first = '', second = ''] = LINES;
    const { rows = [], standard, userErrors } = await imports([HEAD, first, spoilt(second)].join('\n'));
    expect(rows.map(({ outcome }) => outcome)).toEqual(['CREATED', 'REFUSED']);
    expect(rows[1]?.userErrors).toMatchObject([{ code, field: ['csv', '2', column] }]);
    expect([standard, userErrors?.map((error) => error.code)]).toEqual([null, ['ROWS_REFUSED']]);
  });

  it.each([
    ['no table', { csv: '"' }, 'NOT_A_TABLE', 'csv'],
    ['a table without its columns', { csv: 'a,b\n1,2' }, 'COLUMNS_MISSING', 'csv'],
    ['no rows', { csv: HEAD }, 'ROW_COUNT', 'csv'],
    ['no source', { csv: TABLE, source: ' ' }, 'SOURCE_NEEDED', 'source'],
    ['a day that is past', { csv: TABLE, effectiveFrom: '2026-03-01T02:00:00Z' }, 'BEFORE_TODAY', 'effectiveFrom'],
  ])('refuses %s', async (_, { csv, ...more }, code, field) => {
    const { userErrors, standard } = await imports(csv, more);
    expect([standard, userErrors]).toMatchObject([null, [{ code, field: [field] }]]);
  });

  it.each([
    ['a county', people.county],
    ['a department', people.lead],
    ['the public', people.resident],
  ])('are not imported by %s', async (_, caller) => {
    expect((await imports(TABLE, {}, caller)).error).toBe('FORBIDDEN');
  });

  it('[E01] come in whole as a version, once', async () => {
    expect((await imports(TABLE)).standard).toEqual({ version: 1 });
    const again = await imports(TABLE);
    expect(again.standard).toEqual({ version: 1 });
    expect(new Set(again.rows?.map(({ outcome }) => outcome))).toEqual(new Set(['UNCHANGED', 'REPEATED']));
  });

  it('[E01] list for a category each opening condition with closing condition and limit', async () => {
    expect(await conditions('category: "COMPONENT-01-01", first: 2')).toEqual([
      {
        id: 'COMPONENT-01-01-1',
        opening: '缺失、移位、开裂，存在安全隐患的',
        closing: '恢复',
        printedLimit: '2紧急工作时',
        limit: { amount: 2, unit: 'URGENT_HOUR' },
      },
      {
        id: 'COMPONENT-01-01-2',
        opening: '破损超过25c㎡',
        closing: '更换或修复',
        printedLimit: '4小时',
        limit: { amount: 4, unit: 'WORKING_HOUR' },
      },
    ]);
    expect((await conditions('text: "井盖", first: 5')).length).toBe(5);
  });

  const accept = (ticketId: string, conditionId: string) =>
    give(town, people.town, ['acceptTicket', { ticketId, itemCode: 'PUBLIC_FACILITIES', conditionId }]);

  it('refuse an acceptance under a condition they do not have', async () => {
    const { ticket } = await reported(town);
    const { userErrors } = await accept(ticket.id, 'COMPONENT-99-99-1');
    expect(userErrors).toMatchObject([{ code: 'CONDITION_UNKNOWN', field: ['conditionId'] }]);
  });

  it('[E01] are shown at dispatch and verification and give both what they hold', async () => {
    const { ticket } = await reported(town);
    const ticketId = ticket.id;
    expect((await accept(ticketId, 'COMPONENT-01-01-2')).userErrors).toEqual([]);
    await does(town, people.town, ['escalateTicket', { ticketId, words: '须部门办理' }]);
    const [lead, assist] = ORDERS;
    const longer = [{ ...lead, limit: { amount: 2, unit: 'WORKING_DAY' } }, assist];
    const refused = await give(town, people.county, ['dispatchTicket', { ticketId, assignments: longer }]);
    expect(refused.userErrors).toMatchObject([{ code: 'LIMIT_OUT_OF_BOUNDS', field: ['assignments', '0', 'limit'] }]);
    const sent = await does(town, people.county, ['dispatchTicket', { ticketId, assignments: ORDERS }]);
    // Four working hours since Monday, ten o'clock.
    const due = sent.deadlines.filter(({ kind }) => kind === 'HANDLE').map(({ dueAt }) => dueAt);
    expect(due).toEqual(due.map(() => '2026-03-02T07:00:00.000Z'));
    expect(await conditionOf(ticketId)).toMatchObject({ id: 'COMPONENT-01-01-2', closing: '更换或修复' });

    for (const [who, part] of [
      [people.lead, 'LEAD'],
      [people.assist, 'ASSIST'],
    ] as const) {
      const assignmentId = sent.assignments.find((entry) => entry.part === part)?.id;
      const evidence = [{ name: '照片', uri: 'https://evidence.example/1' }];
      await does(town, who, ['reportIn', { ticketId, assignmentId }]);
      await does(town, who, ['completeAssignment', { ticketId, assignmentId, result: '已更换', evidence }]);
    }
    await does(town, people.county, ['giveFeedback', { ticketId, words: '井盖已更换', contacted: true }]);
    const pass = { ticketId, passed: true, words: '属实', satisfaction: 5 };
    const other = await give(town, people.county, ['verifyTicket', { ...pass, closingCondition: '井盖完好' }]);
    expect(other.userErrors).toMatchObject([{ code: 'CLOSING_CONDITION_OTHER', field: ['closingCondition'] }]);
    const closed = await does(town, people.county, ['verifyTicket', { ...pass, closingCondition: '更换或修复' }]);
    expect(closed.stage).toBe('CLOSED');
  });

  it('[E01] of a later version hold from its day on; tickets keep the version they were accepted under', async () => {
    const before = await reported(town);
    await accept(before.ticket.id, 'COMPONENT-01-01-2');
    const changed = TABLE.replace('破损超过25c㎡,更换或修复,4小时', '破损超过10c㎡,更换,2小时');
    const tomorrow = '2026-03-03T02:00:00.000Z';
    const { standard, rows = [] } = await imports(changed, { effectiveFrom: tomorrow });
    expect([standard, rows.filter(({ outcome }) => outcome === 'CREATED').length]).toEqual([{ version: 2 }, 1]);
    expect((await imports(TABLE)).userErrors).toMatchObject([{ code: 'BEFORE_NEWEST', field: ['effectiveFrom'] }]);
    const second = 'category: "COMPONENT-01-01", first: 2';
    expect((await conditions(second))[1]?.printedLimit).toBe('4小时');
    town.setNow(tomorrow);
    expect((await conditions(second))[1]?.printedLimit).toBe('2小时');
    expect((await conditions(second, ', version: 1'))[1]?.printedLimit).toBe('4小时');
    const after = await reported(town);
    await accept(after.ticket.id, 'COMPONENT-01-01-2');
    const query = (id: string) =>
      town.ask<{ ticket: { condition: ConditionView } }>(
        people.county,
        `{ ticket(id: "${id}") { condition { ${CONDITION} } } }`,
      );
    const [old, fresh] = await Promise.all([query(before.ticket.id), query(after.ticket.id)]);
    expect([old.data?.ticket.condition.printedLimit, fresh.data?.ticket.condition.printedLimit]).toEqual([
      '4小时',
      '2小时',
    ]);
    const versions = `{ handlingStandards(division: "${CITY}") { version source } }`;
    const { data } = await town.ask<{ handlingStandards: { version: number }[] }>(people.town, versions);
    expect(data?.handlingStandards).toEqual([2, 1].map((version) => ({ version, source: SOURCE })));
  });

  it('leave a matter outside them as it was', async () => {
    const { ticket } = await reported(town);
    await accepted(town, ticket.id);
    expect(await conditionOf(ticket.id, people.town)).toBeNull();
  });

  it.each([
    [
      'in force',
      { jurisdiction: 'zhengzhou', division: { $in: [CITY] }, effectiveFrom: { $lte: new Date() } },
      { effectiveFrom: -1 },
    ],
    ['of a division', { jurisdiction: 'zhengzhou', division: CITY }, { version: -1 }],
  ] as const)('are found along an index: %s', async (_, filter, sort) => {
    const plan = await town.database.db.collection('handling_standards').find(filter).sort(sort).explain();
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  });
});
