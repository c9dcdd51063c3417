import type { GridSnapshot } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServedPersonnel, servePersonnel } from './served-personnel.ts';
import {
  countyCoordinator,
  gridIn,
  NEXT_COUNTY,
  NEXT_TOWN,
  PUYANG,
  personRow,
  platformAdmin,
  tell,
  townBody,
  townOperator,
} from './story.ts';

type Gap = { gridCode: string; posts: { position: string; present: number; article: string | null }[] };
const GAPS = `query($division: String) { staffingGaps(division: $division) { nodes { gridCode
  posts { position positionLabel required present article } } } }`;
const END = `mutation($input: EndAppointmentInput!) { endAppointment(input: $input) {
  appointment { active endReason } userErrors { code } } }`;

describe('staffing gaps', () => {
  let served: ServedPersonnel;
  const operator = townOperator(PUYANG);
  let people: Record<'leader' | 'worker' | 'instructor', string>;
  const grid = gridIn(PUYANG, 1);

  const gaps = async (caller = operator, division?: string): Promise<Gap[]> =>
    (await served.ask<{ staffingGaps: { nodes: Gap[] } }>(caller, GAPS, { division })).data?.staffingGaps.nodes ?? [];
  const missing = async (of: GridSnapshot = grid): Promise<string[]> =>
    (await gaps())
      .filter(({ gridCode }) => gridCode === of.code)
      .flatMap(({ posts }) => posts.map((post) => post.position));
  const appoint = (personId: string, position: string, gridId = grid.id, story: Record<string, unknown> = {}) =>
    tell(served.ask).appoint(operator, { personId, position, gridId, appointingBody: `${PUYANG.town}-TOWN`, ...story });
  const appear = (of: GridSnapshot) => eventually(async () => (await missing(of)).length > 0);

  beforeAll(async () => {
    served = await servePersonnel();
    const story = tell(served.ask);
    await story.registerOrganizations(platformAdmin, 'puyang', [townBody(PUYANG), townBody(NEXT_TOWN)]);
    const { rows } = await story.registerPersons(operator, 'puyang', [
      personRow(PUYANG.village, { backgrounds: ['COMMITTEE_HEAD'] }),
      personRow(PUYANG.village, { backgrounds: ['OPEN_RECRUIT'] }),
      personRow(PUYANG.village, { backgrounds: ['TOWN_OFFICIAL'] }),
    ]);
    const [leader = '', worker = '', instructor = ''] = rows.map(({ id }) => id ?? '');
    people = { leader, worker, instructor };
    await served.publishGrid(grid);
    await appear(grid);
  });
  afterAll(() => served.stop());

  it('[P02] arise the moment a grid is published, each with its article', async () => {
    const [gap] = await gaps();
    expect(gap?.posts).toContainEqual({
      position: 'FULL_TIME_WORKER',
      positionLabel: '专职网格员',
      required: 1,
      present: 0,
      article: '濮阳市基层网格化服务管理条例第十条第五款',
    });
  });

  it('[P02] close post by post and leave the list when all serve', async () => {
    await appoint(people.worker, 'FULL_TIME_WORKER');
    const after = await missing();
    await appoint(people.leader, 'GRID_LEADER');
    await appoint(people.instructor, 'INSTRUCTOR');
    expect([after, await missing()]).toEqual([['GRID_LEADER', 'INSTRUCTOR'], []]);
  });

  it('[P02] appear when the leader leaves', async () => {
    const { data } = await served.ask<{ _entities: [{ staff: { id: string; position: string; version: number }[] }] }>(
      operator,
      'query($of: [_Any!]!) { _entities(representations: $of) { ... on Grid { staff { id position version } } } }',
      { of: [{ __typename: 'Grid', id: grid.id }] },
    );
    const leader = data?._entities[0].staff.find(({ position }) => position === 'GRID_LEADER');
    const input = { appointmentId: leader?.id, reason: '辞职', expectedVersion: leader?.version };
    const ended = await served.ask<{ endAppointment: { appointment: unknown } }>(operator, END, { input });
    expect([ended.data?.endAppointment.appointment, await missing()]).toEqual([
      { active: false, endReason: '辞职' },
      ['GRID_LEADER'],
    ]);
  });

  it('[P02] close again with the next leader, whose seat is free', async () => {
    const { appointment } = await appoint(people.leader, 'GRID_LEADER');
    expect([appointment !== null, await missing()]).toEqual([true, []]);
  });

  it('are listed for the own area only', async () => {
    const other = gridIn(PUYANG, 2);
    await served.publishGrid(other);
    await appear(other);
    expect([
      (await gaps(countyCoordinator(PUYANG))).map(({ gridCode }) => gridCode),
      await gaps(townOperator(NEXT_TOWN)),
      await gaps(countyCoordinator(NEXT_COUNTY)),
      await gaps(countyCoordinator(NEXT_COUNTY), PUYANG.county),
    ]).toEqual([[other.code], [], [], []]);
  });

  it('end with the grid, and so does every appointment in it', async () => {
    const retired = gridIn(PUYANG, 3);
    await served.publishGrid(retired);
    await appear(retired);
    const { appointment } = await appoint(people.worker, 'FULL_TIME_WORKER', retired.id);
    await served.retireGrid(retired, '并入邻近网格');
    const appointments = served.database.db.collection<{ _id: string; endReason: string }>('appointments');
    const ended = await eventually(() => appointments.findOne({ _id: appointment?.id ?? '', active: false }));
    expect([ended?.endReason, await missing(retired)]).toEqual(['网格撤销：并入邻近网格', []]);
  });

  it('[P04] appear when a term is over', async () => {
    const limited = gridIn(PUYANG, 4);
    await served.publishGrid(limited);
    await appear(limited);
    const to = new Date(served.now().getTime() + 60_000).toISOString();
    await appoint(people.worker, 'FULL_TIME_WORKER', limited.id, { to });
    const before = await missing(limited);
    served.advance(120_000);
    const after = await eventually(async () => {
      const posts = await missing(limited);
      return posts.length > before.length ? posts : undefined;
    });
    expect([before, after]).toEqual([
      ['GRID_LEADER', 'INSTRUCTOR'],
      ['FULL_TIME_WORKER', 'GRID_LEADER', 'INSTRUCTOR'],
    ]);
  });
});
