import { createWorkingCalendar } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import { COUNTY, hoursLater, POLICE, pack, URBAN } from '../../../test/ticket-story.ts';
import type { Assignment, Deadline } from '../../ticket/domain/ticket.ts';
import type { LedTicket } from './past-lead.ts';
import type { ProposedRoute } from './proposed-route.ts';
import { rehearseRoutes } from './rehearse-routes.ts';
import { ledCase } from './replay-routes.ts';
import { METHOD, routesCsv } from './routes-csv.ts';

const calendar = createWorkingCalendar(pack);
const AREAS = ['410000000000', '410100000000', COUNTY, '410105001000', '410105001001'];
const CITY_POLICE = '410100000000-PUBLIC_SECURITY';
const FAR_OFF = hoursLater(24 * 60);

type Story = Partial<Assignment> & {
  readonly item?: string;
  readonly severity?: LedTicket['severity'];
  /** Hours after Monday, ten o'clock. */
  readonly given?: number;
  readonly tookHours?: number;
  readonly dueInHours?: number;
};

let drawn = 0;

/** One department led it and finished in as many hours; its limit is a working day unless said. */
function led({ item = 'PUBLIC_FACILITIES', severity = 'NORMAL', given = 0, ...story }: Story): LedTicket {
  const { tookHours = 2, dueInHours = 24, ...more } = story;
  const id = `t${drawn++}`;
  const [offeredAt, endedAt] = [hoursLater(given), hoursLater(given + tookHours)];
  const assignment = {
    id: 'a1',
    round: 1,
    unit: URBAN,
    gridId: null,
    part: 'LEAD',
    state: 'DONE',
    limit: { amount: 1, unit: 'WORKING_DAY' },
    offeredAt,
    endedAt,
    boundBy: null,
    ...more,
  } as Assignment;
  const deadline = {
    kind: 'HANDLE',
    about: 'a1',
    dueAt: hoursLater(given + dueInHours),
    stoppedAt: assignment.endedAt,
    suspensions: [],
  } as unknown as Deadline;
  const row = { id, areas: AREAS, severity, item: { code: item, id: null, title: item } };
  return { ...row, assignments: [assignment], deadlines: [deadline] };
}

const many = (count: number, story: Story): LedTicket[] => Array.from({ length: count }, () => led(story));

const TO_POLICE: ProposedRoute = {
  itemCode: 'PUBLIC_FACILITIES',
  severity: null,
  function: 'PUBLIC_SECURITY',
  level: null,
};

function trying(tickets: readonly LedTicket[], routes: readonly ProposedRoute[] = [TO_POLICE]) {
  const replay = { pack, calendar, now: FAR_OFF, routes };
  const cases = tickets.map((ticket) => ledCase(ticket, replay)).filter((one) => one !== null);
  const rehearsal = rehearseRoutes(cases, replay);
  return { ...rehearsal, of: (unit: string) => rehearsal.departments.find((one) => one.unit === unit) };
}

/** The police have finished five of the kind: two working hours three times, twelve working hours twice (two nights between). */
const POLICE_PAST = [
  ...many(3, { unit: POLICE, tookHours: 2 }),
  ...many(2, { unit: POLICE, tookHours: 52, dueInHours: 24 }),
];

describe('a rehearsal of routes', () => {
  it('[B11] says whom past tickets would have gone to, and which', () => {
    const tickets = [...many(4, {}), led({ item: 'STREET_ORDER' })];
    const { led: all, moved, moves } = trying(tickets);
    expect([all, moved]).toEqual([5, 4]);
    expect(moves).toMatchObject([{ itemCode: 'PUBLIC_FACILITIES', from: URBAN, to: POLICE }]);
    expect(moves[0]?.tickets).toEqual(tickets.slice(0, 4).map(({ id }) => id));
  });

  it('[B11] weighs what lay with each department against what would have', () => {
    const tickets = [...many(4, {}), led({ item: 'STREET_ORDER' }), ...POLICE_PAST];
    const { of } = trying(tickets);
    expect(of(URBAN)).toMatchObject({ before: { received: 5, mostOpen: 5 }, after: { received: 1, mostOpen: 1 } });
    expect(of(POLICE)).toMatchObject({ before: { received: 5 }, after: { received: 9, mostOpen: 9 } });
    expect(of(URBAN)?.before.workingMinutes).toBe(5 * 120);
    expect(of(POLICE)?.after.workingMinutes).toBe((of(POLICE)?.before.workingMinutes ?? 0) + 4 * 120);
  });

  it('[B11] expects lateness from what the other department itself needed for the kind', () => {
    const { moves, of } = trying([...many(10, {}), ...POLICE_PAST]);
    expect(moves[0]).toMatchObject({ lateBefore: 0, sample: { size: 5, medianMinutes: 120, returnedShare: 0 } });
    // Two of the five took longer than the working day these were given.
    expect(moves[0]?.expectedLate).toBeCloseTo(10 * 0.4);
    expect(of(POLICE)?.before.late).toBe(2);
    expect(of(POLICE)?.after.late).toBeCloseTo(2 + 4);
  });

  it('[B11] holds the past against each ticket’s own limit, as its unit counts', () => {
    const longer = many(10, { limit: { amount: 3, unit: 'WORKING_DAY' } });
    expect(trying([...longer, ...POLICE_PAST]).moves[0]?.expectedLate).toBe(0);
    const nights = many(10, { limit: { amount: 50, unit: 'URGENT_HOUR' } });
    expect(trying([...nights, ...POLICE_PAST]).moves[0]?.expectedLate).toBeCloseTo(4);
  });

  it('[B11] says where there is nothing to go by, and expects nothing there', () => {
    const { moves, withoutBasis, of } = trying([...many(6, { tookHours: 4 }), ...many(4, { unit: POLICE })]);
    expect([moves[0]?.expectedLate, moves[0]?.sample, withoutBasis]).toEqual([null, null, 6]);
    expect(of(POLICE)).toMatchObject({ withoutBasis: 6, after: { received: 10, late: 0 } });
    // The work is there all the same: as long as it really took, the noon break left out.
    expect(of(POLICE)?.after.workingMinutes).toBe(4 * 120 + 6 * 180);
  });

  it('counts the past of another item for nothing', () => {
    const past = many(5, { unit: POLICE, item: 'STREET_ORDER' });
    expect(trying([led({}), ...past]).moves[0]?.sample).toBeNull();
  });

  it('shows how much of the kind the other department handed back', () => {
    const returned = many(5, { unit: POLICE, state: 'RETURNED' });
    expect(trying([led({}), ...POLICE_PAST, ...returned]).moves[0]?.sample?.returnedShare).toBe(0.5);
  });

  it('counts what is still open as work up to now, and late once its limit has passed', () => {
    const { of } = trying([led({ state: 'WORKING', endedAt: null })]);
    expect(of(URBAN)).toMatchObject({ before: { received: 1, late: 1, mostOpen: 1 } });
  });

  it('leads to the level that is named, and nowhere where a ticket lies in none', () => {
    const toCity: ProposedRoute = { ...TO_POLICE, level: 'CITY' };
    expect(trying([led({})], [toCity]).moves).toMatchObject([{ to: CITY_POLICE }]);
    const unlocated = { ...led({}), areas: AREAS.slice(0, 2) };
    expect(trying([unlocated])).toMatchObject({ moved: 0, unplaced: 1 });
  });

  it('keeps to the row of the severity where there is one', () => {
    const urgent: ProposedRoute = { ...TO_POLICE, severity: 'URGENT', level: 'CITY' };
    const { moves } = trying([led({}), led({ severity: 'URGENT' })], [TO_POLICE, urgent]);
    expect(moves.map(({ to }) => to).toSorted()).toEqual([CITY_POLICE, POLICE].toSorted());
    expect(trying([led({})], [urgent]).moved).toBe(0);
  });

  it.each<[string, Story]>([
    ['who would have it anyway', { unit: POLICE }],
    ['whom a consultation named', { boundBy: 'c1' }],
  ])('leaves a ticket with those %s', (_, story) => {
    expect(trying([led(story)])).toMatchObject({ led: 1, moved: 0 });
  });

  it.each<[string, Story]>([
    ['grid staff', { gridId: 'grid-1' }],
    ['an assistant', { part: 'ASSIST' }],
    ['rework', { round: 2 }],
  ])('does not count what %s did', (_, story) => {
    expect(trying([led(story)])).toMatchObject({ led: 0, moved: 0 });
  });

  it('takes the place of all who led it on the way', () => {
    const ticket = led({ state: 'RETURNED', tookHours: 1 });
    const second = led({ unit: POLICE, given: 1 });
    const both = { ...ticket, assignments: [...ticket.assignments, ...second.assignments] };
    const { of } = trying([both]);
    expect(of(URBAN)).toMatchObject({ before: { received: 1 }, after: { received: 0, workingMinutes: 0 } });
    expect(of(POLICE)).toMatchObject({ before: { received: 1 }, after: { received: 1, workingMinutes: 120 } });
  });

  it('of no tickets is nothing', () => {
    expect(trying([])).toMatchObject({ led: 0, moved: 0, departments: [], moves: [] });
  });

  it('[B11] goes out as a spreadsheet with its method below', () => {
    const { of: _, ...rehearsal } = trying([...many(10, {}), ...POLICE_PAST, led({ item: 'STREET_ORDER' })]);
    const lines = [...routesCsv(rehearsal, new Map([[URBAN, '=城管局']]))];
    expect(lines.length).toBe(2 + rehearsal.departments.length + rehearsal.moves.length + METHOD.length);
    const move = lines.find((line) => line.startsWith('"改派"'));
    expect(move).toContain(`"PUBLIC_FACILITIES","${URBAN}","'=城管局","${POLICE}"`);
    expect(move).toContain('"10","10","0","4","0"');
    expect(new Set(lines.slice(1, -METHOD.length).map((line) => line.split('","').length))).toEqual(new Set([19]));
  });
});
