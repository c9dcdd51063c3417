import { areasOf } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { does, give, look, reported } from './steps.ts';
import { gridSnapshot, people, startTown, type Town } from './town.ts';

const NEXT_TOWN = '410105002000';
const NEXT_VILLAGE = '410105002001';
const NEXT_GRID = 'b2f1b0a4-5f3c-4a55-9d0e-2f6c1d1f7a22';
/** In the first grid, some 45 m from its eastern edge, where the next town begins. */
const AT_THE_EDGE = { longitude: 113.7095, latitude: 34.805 };

const nextTown = { ...people.town, subject: 'next-town', division: NEXT_TOWN, organization: `${NEXT_TOWN}-TOWN` };

const square = (west: number, east: number) => [
  [
    [
      [west, 34.8],
      [east, 34.8],
      [east, 34.81],
      [west, 34.81],
      [west, 34.8],
    ],
  ],
];

type Beside = { grid: { id: string }; division: { code: string }; metres: number; ofHolder: boolean };

describe('a matter at a border', () => {
  let town: Town;
  beforeAll(async () => {
    town = await startTown();
    const grid = {
      ...gridSnapshot,
      id: NEXT_GRID,
      code: '410105002001U001',
      name: '第二网格',
      division: NEXT_VILLAGE,
      areas: areasOf(NEXT_VILLAGE),
      boundary: { type: 'MultiPolygon', coordinates: square(113.71, 113.72) },
    };
    await town.hear('gridlink.grid.grid.published.v1', grid.code, { grid }, NEXT_VILLAGE);
    await eventually(() => town.service.deps.gridMap.locate({ longitude: 113.715, latitude: 34.805 }));
  });
  afterAll(() => town.stop());

  const besides = async (code: string): Promise<Beside[] | undefined> => {
    const query = `query ($code: String!) { ticket(code: $code) {
      neighbours { grid { id } division { code } metres ofHolder } } }`;
    const { data } = await town.ask<{ ticket: { neighbours: Beside[] } }>(people.county, query, { code });
    return data?.ticket.neighbours;
  };
  const over = (ticketId: string, more: Record<string, unknown> = {}) =>
    ['handOverAtBorder', { ticketId, gridId: NEXT_GRID, words: '位于两个乡镇交界', ...more }] as const;

  it('[E11] shows whose area begins beside it, and nothing beside what lies inside', async () => {
    const { ticket } = await reported(town, { place: AT_THE_EDGE });
    expect(await besides(ticket.code)).toEqual([
      { grid: { id: NEXT_GRID }, division: { code: NEXT_VILLAGE }, metres: expect.closeTo(45.7, 0), ofHolder: false },
    ]);
    const inside = await reported(town);
    expect(await besides(inside.ticket.code)).toEqual([]);
  });

  it('[E11] goes to the neighbouring center under the same clock, and stays in sight of the first', async () => {
    const { ticket, queryCode } = await reported(town, { place: AT_THE_EDGE });
    town.passHours(1);
    const after = await does(town, people.town, over(ticket.id));
    expect([after.holder.code, after.grid?.id]).toEqual([`${NEXT_TOWN}-TOWN`, NEXT_GRID]);
    const clocks = after.deadlines.map(({ kind, unit, dueAt, stoppedAt }) => [kind, unit?.code, dueAt, stoppedAt]);
    expect(clocks).toEqual([['ACCEPT', `${NEXT_TOWN}-TOWN`, ticket.deadlines[0]?.dueAt, null]]);
    const accepted = await does(town, nextTown, [
      'acceptTicket',
      { ticketId: ticket.id, itemCode: 'PUBLIC_FACILITIES', openingCondition: '属实' },
    ]);
    expect(accepted.stage).toBe('DISPATCH');
    expect((await look(town, people.town, ticket.code)).stage).toBe('DISPATCH');
    const { data } = await town.ask<{ ticketByNumber: { timeline: { label: string }[] } }>(
      people.resident,
      'query ($code: String!, $queryCode: String!) { ticketByNumber(code: $code, queryCode: $queryCode) { timeline { label } } }',
      { code: ticket.code, queryCode },
    );
    expect(data?.ticketByNumber.timeline.map(({ label }) => label)).toEqual(['已登记', '已移交相邻辖区', '已受理']);
    const query = `query ($code: String!) { ticket(code: $code) { timelineIntact handOvers { from { code } to { code } at }
      heldTimes { unit { code } } } }`;
    const seen = await town.ask(people.county, query, { code: ticket.code });
    expect(seen.data).toMatchObject({
      ticket: {
        timelineIntact: true,
        handOvers: [{ from: { code: `${ticket.holder.code}` }, to: { code: `${NEXT_TOWN}-TOWN` } }],
        heldTimes: [{ unit: { code: ticket.holder.code } }],
      },
    });
  });

  it.each([
    ['of what lies deep inside', {}, {}, 'NOT_AT_BORDER'],
    ['to a grid there is not', { place: AT_THE_EDGE }, { gridId: 'no' }, 'GRID_UNKNOWN'],
  ])('[E11] is refused %s', async (_, place, more, code) => {
    const { ticket } = await reported(town, place);
    const { userErrors } = await give(town, people.town, over(ticket.id, more));
    expect(userErrors.map((error) => [error.code, error.field])).toEqual([[code, ['gridId']]]);
  });

  it('[E11] does not go back to where it came from', async () => {
    const { ticket } = await reported(town, { place: AT_THE_EDGE });
    await does(town, people.town, over(ticket.id));
    const { userErrors } = await give(town, nextTown, over(ticket.id, { gridId: gridSnapshot.id }));
    expect(userErrors.map(({ code }) => code)).toEqual(['CAME_FROM_THERE']);
  });

  it('[E11] tells others where it is now', async () => {
    const { ticket } = await reported(town, { place: AT_THE_EDGE });
    await does(town, people.town, over(ticket.id));
    await town.service.settled();
    const event = await town.database.db
      .collection('event_log')
      .findOne({ 'event.type': 'gridlink.tickets.ticket.handed-over.v1', 'event.subject': ticket.code });
    expect(JSON.stringify(event)).toContain(NEXT_GRID);
  });
});
