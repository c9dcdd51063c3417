import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closed, dispatched, reported } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

type Figures = { deadlines: number; lateBefore: number; lateAfter: number; becomeLate: number };
type Answer = {
  rulesRehearsal: {
    tickets: number;
    more: boolean;
    whole: Figures;
    units: (Figures & { unit: { code: string } })[];
    kinds: (Figures & { kind: string })[];
  } | null;
};

const QUERY = `query ($input: RulesRehearsalInput!) { rulesRehearsal(input: $input) { tickets more
  whole { deadlines lateBefore lateAfter becomeLate }
  units { unit { code } deadlines lateBefore lateAfter becomeLate }
  kinds { kind deadlines lateBefore lateAfter becomeLate } } }`;
const TIME = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };
const SHORTER = [{ step: 'REPORT_IN', severity: 'NORMAL', limit: { amount: 0.5, unit: 'WORKING_HOUR' } }];

describe('rules rehearsed over closed tickets', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
    await closed(town);
    await dispatched(town);
  });
  afterAll(() => town.stop());

  const rehearse = async (input: object, caller: Caller = people.city) => {
    const { data, errors } = await town.ask<Answer>(caller, QUERY, { input: { ...TIME, ...input } });
    return { rehearsal: data?.rulesRehearsal, code: errors[0]?.extensions?.code };
  };

  /** Without their events, which leave for the broker meanwhile. */
  const written = () =>
    town.database.db
      .collection('tickets')
      .find({}, { projection: { outbox: 0, pendingSince: 0 } })
      .toArray();

  it('[B11] counts what lateness and load would have been, and writes nothing', async () => {
    const before = await written();
    const { rehearsal } = await rehearse({ limits: SHORTER });
    expect(rehearsal).toMatchObject({ tickets: 1, more: false, whole: { lateBefore: 0, lateAfter: 0 } });
    expect(rehearsal?.units.map(({ unit }) => unit.code)).toContain(`${COUNTY}-URBAN_MANAGEMENT`);
    expect(rehearsal?.kinds.map(({ kind }) => kind)).toContain('REPORT_IN');
    expect(await written()).toEqual(before);
  });

  it('[B11] of another time finds nothing', async () => {
    const { rehearsal } = await rehearse({ limits: SHORTER, from: '2026-01-01T00:00:00Z', to: TIME.from });
    expect(rehearsal).toMatchObject({ tickets: 0, units: [] });
  });

  it('is of the caller’s own territory', async () => {
    const elsewhere = { ...people.city, jurisdiction: 'puyang', division: '410900000000' };
    expect((await rehearse({ limits: SHORTER }, elsewhere)).rehearsal).toMatchObject({ tickets: 0 });
    expect((await rehearse({ limits: SHORTER, jurisdiction: 'puyang' })).code).toBe('FORBIDDEN');
    const admin: Caller = { subject: 'admin', kind: 'PERSON', roles: ['ADMIN'] };
    const query = 'query ($input: RulesRehearsalInput!) { rulesRehearsal(input: $input) { tickets } }';
    const { data } = await town.ask<{ rulesRehearsal: object }>(admin, query, {
      input: { ...TIME, jurisdiction: 'zhengzhou', limits: SHORTER },
    });
    expect(data?.rulesRehearsal).toEqual({ tickets: 1 });
  });

  it.each([
    ['a county', people.county],
    ['a department', people.lead],
    ['the public', people.resident],
  ])('is not for %s', async (_, caller) => {
    expect((await rehearse({ limits: SHORTER }, caller)).code).toBe('FORBIDDEN');
  });

  it.each([
    ['nothing to try', {}],
    ['a time without length', { limits: SHORTER, to: TIME.from }],
    ['a time of two years', { limits: SHORTER, to: '2028-03-01T00:00:00Z' }],
    ['a limit of nothing', { limits: [{ ...SHORTER[0], limit: { amount: 0, unit: 'WORKING_HOUR' } }] }],
    ['office hours backwards', { officeWindows: [{ from: '12:00', to: '09:00' }] }],
    ['no office hours', { officeWindows: [] }],
    ['a day that is none', { localDaysOff: [{ date: '2026-13-01', label: '无' }] }],
    [
      'a holiday of a century',
      {
        holidays: {
          year: 2026,
          holidays: [{ name: '长假', from: '1926-01-01', to: '2026-01-01', makeUpWorkdays: [] }],
        },
      },
    ],
  ])('refuses %s', async (_, input) => {
    expect((await rehearse(input)).code).toBe('BAD_USER_INPUT');
  });
});

type RoutesAnswer = {
  routesRehearsal: {
    looked: number;
    more: boolean;
    until: string | null;
    led: number;
    moved: number;
    withoutBasis: number;
    departments: { unit: { code: string }; withoutBasis: number; before: Load; after: Load }[];
    moves: Move[];
    method: string[];
    csv: string;
  } | null;
};
type Load = { received: number; late: number; mostOpen: number; workingMinutes: number };
type Move = {
  itemCode: string;
  from: { code: string };
  to: { code: string };
  count: number;
  expectedLate: number | null;
  sample: object | null;
  tickets: { nodes: { code: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
};

const ROUTES_QUERY = `query ($input: RoutesRehearsalInput!, $after: String) { routesRehearsal(input: $input) {
  looked more until led moved withoutBasis method csv
  departments { unit { code } withoutBasis before { received late mostOpen workingMinutes } after { received late mostOpen workingMinutes } }
  moves { itemCode from { code } to { code } count expectedLate sample { size medianMinutes }
    tickets(first: 1, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } } } }`;
const [URBAN, POLICE] = [`${COUNTY}-URBAN_MANAGEMENT`, `${COUNTY}-PUBLIC_SECURITY`];
const TO_POLICE = { itemCode: 'PUBLIC_FACILITIES', function: 'PUBLIC_SECURITY' };

describe('routes rehearsed over past tickets', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
    await closed(town);
    await dispatched(town);
    await reported(town);
  });
  afterAll(() => town.stop());

  const rehearse = async (input: object, { caller = people.city, after = null as string | null } = {}) => {
    const variables = { input: { ...TIME, ...input }, after };
    const { data, errors } = await town.ask<RoutesAnswer>(caller, ROUTES_QUERY, variables);
    return { rehearsal: data?.routesRehearsal, error: errors[0]?.extensions };
  };

  it('[B11] counts who would have had what, open or closed, and expects nothing without a past', async () => {
    const { rehearsal } = await rehearse({ routes: [TO_POLICE] });
    expect(rehearsal).toMatchObject({ looked: 3, more: false, led: 2, moved: 2, withoutBasis: 2 });
    const of = (code: string) => rehearsal?.departments.find(({ unit }) => unit.code === code);
    expect(of(URBAN)).toMatchObject({ before: { received: 2 }, after: { received: 0, mostOpen: 0 } });
    expect(of(POLICE)).toMatchObject({ before: { received: 0 }, after: { received: 2 }, withoutBasis: 2 });
    expect(rehearsal?.moves).toMatchObject([{ count: 2, expectedLate: null, sample: null }]);
    expect(rehearsal?.method.length).toBeGreaterThan(0);
    expect(rehearsal?.csv).toContain(POLICE);
  });

  it('[B11] opens the tickets of a move, page by page', async () => {
    const first = (await rehearse({ routes: [TO_POLICE] })).rehearsal?.moves[0]?.tickets;
    expect(first?.pageInfo.hasNextPage).toBe(true);
    const after = first?.pageInfo.endCursor ?? null;
    const second = (await rehearse({ routes: [TO_POLICE] }, { after })).rehearsal?.moves[0]?.tickets;
    expect(second?.pageInfo.hasNextPage).toBe(false);
    expect(new Set([...(first?.nodes ?? []), ...(second?.nodes ?? [])].map(({ code }) => code)).size).toBe(2);
  });

  it('[B11] is of the caller’s own territory', async () => {
    const caller = { ...people.city, jurisdiction: 'puyang', division: '410900000000' };
    expect((await rehearse({ routes: [TO_POLICE] }, { caller })).rehearsal).toMatchObject({ looked: 0, until: null });
    expect((await rehearse({ routes: [TO_POLICE], jurisdiction: 'puyang' })).error?.code).toBe('FORBIDDEN');
  });

  it.each([
    ['a county', people.county],
    ['a department', people.lead],
    ['the public', people.resident],
  ])('is not for %s', async (_, caller) => {
    expect((await rehearse({ routes: [TO_POLICE] }, { caller })).error?.code).toBe('FORBIDDEN');
  });

  it.each([
    ['no routes', { routes: [] }, 'routes'],
    ['a body there is not', { routes: [{ ...TO_POLICE, function: 'NOBODY' }] }, 'routes.0.function'],
    ['a level the body is not at', { routes: [{ ...TO_POLICE, level: 'VILLAGE' }] }, 'routes.0.level'],
    ['an item there is not', { routes: [TO_POLICE, { ...TO_POLICE, itemCode: 'NONE' }] }, 'routes.1.itemCode'],
    ['two rows for one item', { routes: [TO_POLICE, { ...TO_POLICE, function: 'HEALTH' }] }, 'routes.1.itemCode'],
    ['a time of two years', { routes: [TO_POLICE], to: '2028-03-01T00:00:00Z' }, 'from'],
  ])('refuses %s and names the field', async (_, input, field) => {
    expect((await rehearse(input)).error).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});
