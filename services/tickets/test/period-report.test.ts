import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closed, dispatched, does } from './steps.ts';
import { COUNTY, people, startTown, TOWN, type Town } from './town.ts';

type Value = {
  indicator: { code: string; version: number };
  numerator: number;
  denominator: number | null;
  rate: number | null;
};
type Report = {
  id: string;
  closedBy: string;
  rows: { part: string; key: string; values: Value[] }[];
  corrections: { part: string; key: string; frozen: Value; now: Value }[];
  html: string;
  csv: string;
};
type Closed = { report: Report | null; userErrors: { code: string; field: string[] }[] };

const VALUE = '{ indicator { code version } numerator denominator rate }';
const REPORT = `{ id closedBy rows { part key values ${VALUE} } corrections { part key frozen ${VALUE} now ${VALUE} } html csv }`;
const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
const MARCH = { from: '2026-03-01', to: '2026-03-31' };

describe('a period', () => {
  let town: Town;
  let late: { ticketId: string };
  beforeAll(async () => {
    town = await startTown();
    await town.service.countFigures();
    await closed(town);
    late = await dispatched(town);
    town.passHours(24 * 27);
    await town.service.sweepAlarms();
  }, 600_000);
  afterAll(() => town.stop());

  const close = async (caller: Caller, input: object) => {
    const query = `mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { report ${REPORT} userErrors { code field } } }`;
    const { data, errors } = await town.ask<{ closePeriod: Closed | null }>(caller, query, { input });
    return { ...data?.closePeriod, error: errors[0]?.extensions?.code };
  };
  const look = async (caller: Caller, id: string): Promise<Report | null> => {
    const query = `query ($id: ID!) { periodReport(id: $id) ${REPORT} }`;
    return (await town.ask<{ periodReport: Report | null }>(caller, query, { id })).data?.periodReport ?? null;
  };
  const inTime = (report: Report | null | undefined, part: string, key: string) => {
    const values = report?.rows.find((row) => row.part === part && row.key === key)?.values;
    const value = values?.find(({ indicator }) => indicator.code === 'HANDLED_IN_TIME');
    return [value?.numerator, value?.denominator, value?.rate];
  };

  it.each([
    ['before it is over', MARCH, 'PERIOD_NOT_OVER'],
    ['that is no whole months', { from: '2026-02-01', to: '2026-02-27' }, 'PERIOD_NOT_WHOLE'],
  ])('is not closed %s', async (_, input, code) => {
    const { report, userErrors } = await close(people.county, input);
    expect([report, userErrors?.map((error) => error.code)]).toEqual([null, [code]]);
  });

  it('[T21] [B06] is closed once, of all callers at once by one, and never changes', async () => {
    town.passHours(24 * 5);
    await town.service.sweepAlarms();
    const answers = await Promise.all([1, 2, 3].map(() => close(people.county, MARCH)));
    const reports = answers.flatMap(({ report }) => (report ? [report] : []));
    expect(reports.length).toBe(1);
    expect(answers.flatMap(({ userErrors }) => userErrors?.map(({ code }) => code) ?? [])).toEqual([
      'PERIOD_CLOSED',
      'PERIOD_CLOSED',
    ]);
    const [report] = reports;
    expect([report?.closedBy, inTime(report, 'WHOLE', COUNTY), inTime(report, 'UNIT', URBAN)]).toEqual([
      'county',
      [1, 2, 0.5],
      [1, 2, 0.5],
    ]);
    expect(inTime(report, 'AREA', TOWN)).toEqual([1, 2, 0.5]);
    expect(report?.corrections).toEqual([]);
  });

  it('[B06] shows what an upheld appeal changes beside, as a correction', async () => {
    const id = `${COUNTY}_2026-03-01_2026-03-31`;
    const before = await look(people.county, id);
    const { ticketId } = late;
    const query = 'query ($id: ID!) { ticket(id: $id) { deadlines { id kind lateAt unit { code } } } }';
    const { data } = await town.ask<{
      ticket: { deadlines: { id: string; kind: string; lateAt: string | null; unit: { code: string } }[] };
    }>(people.county, query, { id: ticketId });
    const warning = data?.ticket.deadlines.find(
      ({ kind, lateAt, unit }) => kind === 'HANDLE' && lateAt && unit.code === URBAN,
    );
    const appeal = { ticketId, deadlineId: warning?.id, reason: 'FORCE_MAJEURE', words: '暴雨' };
    await does(town, people.lead, ['appealWarning', appeal]);
    await does(town, people.county, ['reviewAppeal', { ticketId, appealId: 'p1', outcome: 'UPHELD', words: '属实' }]);
    await town.service.countFigures();
    const after = await look(people.county, id);
    expect(after?.rows).toEqual(before?.rows);
    expect(
      after?.corrections.map(({ part, key, frozen, now }) => [
        part,
        key,
        frozen.indicator.code,
        frozen.numerator,
        now.numerator,
      ]),
    ).toEqual([['UNIT', URBAN, 'HANDLED_IN_TIME', 1, 2]]);
    expect(after?.html).toContain('<h1>');
    expect(
      after?.csv.split('\r\n').some((line) => line.includes(URBAN) && line.includes('"1","2","0.5","2","2","1"')),
    ).toBe(true);
  });

  it('[X03] is read and closed within the scope alone', async () => {
    const id = `${COUNTY}_2026-03-01_2026-03-31`;
    expect((await look(people.city, id))?.id).toBe(id);
    for (const caller of [people.otherCounty, people.elsewhere, people.town]) expect(await look(caller, id)).toBeNull();
    expect((await close(people.otherCounty, { ...MARCH, area: COUNTY })).error).toBe('NOT_FOUND');
    expect((await close(people.town, MARCH)).error).toBe('FORBIDDEN');
    const list = '{ periodReports { id } }';
    const ids = async (caller: Caller) =>
      (await town.ask<{ periodReports: { id: string }[] | null }>(caller, list)).data?.periodReports?.map(
        (row) => row.id,
      );
    expect([await ids(people.city), await ids(people.otherCounty)]).toEqual([[id], []]);
  });
});
