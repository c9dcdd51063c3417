import type { Caller } from '@gridlink/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closed, dispatched } from './steps.ts';
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
