import { type Caller, PUBLIC_CALLER } from '@gridlink/contracts';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appointmentStory } from './appointment-story.ts';
import { type ServedPersonnel, servePersonnel } from './served-personnel.ts';
import { countyCoordinator, JIANGSU, NEXT_TOWN, PUYANG, tell, townOperator } from './story.ts';

const CONDUCT = 'POLITICAL_AND_MORAL_CONDUCT';

describe('appointments', () => {
  let served: ServedPersonnel;
  const operator = townOperator(PUYANG);

  beforeAll(async () => {
    served = await servePersonnel();
    await registerBodies();
  });
  afterAll(() => served.stop());
  const { town, grids, persons, workers, readsOf, end, load, registerBodies } = appointmentStory(() => served);

  it('[P03] refused list every condition not met with its article', async () => {
    const [gridId] = await grids(1, JIANGSU);
    const [personId] = await persons(
      1,
      { education: 'PRIMARY', vetting: { criminalRecord: true, detained: false, listedAsDishonest: false } },
      JIANGSU,
    );
    const { userErrors } = await tell(served.ask).appoint(townOperator(JIANGSU), {
      personId,
      gridId,
      position: 'FULL_TIME_WORKER',
      appointingBody: `${JIANGSU.town}-TOWN`,
    });
    const law = '江苏省城乡网格化服务管理办法';
    expect(userErrors.map(({ code, article }) => [code, article])).toEqual([
      ['INELIGIBLE', `${law}第十四条第一款第（一）项`],
      ['INELIGIBLE', `${law}第十四条第一款第（三）项`],
      ['INELIGIBLE', `${law}第十四条第二款第（一）项`],
      ['INELIGIBLE', `${law}第十四条第二款第（一）项`],
      ['INELIGIBLE', `${law}第十四条第二款第（三）项`],
    ]);
  });

  it('[P04] of a leader need the committee where the law says together', async () => {
    const [gridId] = await grids(1, JIANGSU);
    const [personId] = await persons(
      1,
      { backgrounds: ['COMMITTEE_MEMBER'], vetting: { attested: [CONDUCT] } },
      JIANGSU,
    );
    const input = { personId, gridId, position: 'GRID_LEADER', appointingBody: `${JIANGSU.town}-TOWN` };
    const alone = await tell(served.ask).appoint(townOperator(JIANGSU), input);
    const together = await tell(served.ask).appoint(townOperator(JIANGSU), {
      ...input,
      togetherWith: [`${JIANGSU.village}-COMMITTEE`],
    });
    expect([alone.userErrors.map(({ code }) => code), together.userErrors]).toEqual([['MISSING_JOINT_BODY'], []]);
  });

  it('[G09] are shown to the public as far as the notice goes', async () => {
    const [gridId] = await grids(1, JIANGSU);
    const vetting = {
      criminalRecord: false,
      openCriminalCase: false,
      detained: false,
      dismissedFromPublicOffice: false,
    };
    const [worker, helper] = await persons(
      2,
      { vetting: { ...vetting, listedAsDishonest: false, attested: [CONDUCT] } },
      JIANGSU,
    );
    const input = { gridId, appointingBody: `${JIANGSU.town}-TOWN`, publicPhone: '0512-5550100' };
    await tell(served.ask).appoint(townOperator(JIANGSU), { ...input, personId: worker, position: 'FULL_TIME_WORKER' });
    await tell(served.ask).appoint(townOperator(JIANGSU), { ...input, personId: helper, position: 'PART_TIME_WORKER' });
    const staff = async (caller: Caller) =>
      (
        await served.ask<{ _entities: [{ staff: { position: string }[] }] }>(
          caller,
          'query($of: [_Any!]!) { _entities(representations: $of) { ... on Grid { staff { position } } } }',
          { of: [{ __typename: 'Grid', id: gridId }] },
        )
      ).data?._entities[0].staff.map(({ position }) => position);
    expect([await staff(PUBLIC_CALLER), await staff(townOperator(JIANGSU))]).toEqual([
      ['FULL_TIME_WORKER'],
      ['FULL_TIME_WORKER', 'PART_TIME_WORKER'],
    ]);
  });

  it('asked for again answer the one in force', async () => {
    const [gridId] = await grids(1);
    const [personId] = await persons(1);
    const input = { personId, gridId, position: 'FULL_TIME_WORKER', appointingBody: town };
    const first = await tell(served.ask).appoint(operator, input);
    const again = await tell(served.ask).appoint(operator, input);
    expect([again.userErrors, again.appointment?.id]).toEqual([[], first.appointment?.id]);
  });

  it('[P01] of two leaders at the same moment let one through', async () => {
    const [gridId] = await grids(1);
    const people = await persons(2, { backgrounds: ['COMMITTEE_HEAD'] });
    const outcomes = await Promise.allSettled(
      people.map((personId) =>
        tell(served.ask).appoint(operator, { personId, gridId, position: 'GRID_LEADER', appointingBody: town }),
      ),
    );
    const made = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.appointment !== null);
    expect(made).toHaveLength(1);
  });

  it('outside the own town are refused', async () => {
    const [gridId] = await grids(1, NEXT_TOWN);
    const [personId] = await persons(1);
    const { userErrors } = await tell(served.ask).appoint(operator, {
      personId,
      gridId,
      position: 'FULL_TIME_WORKER',
      appointingBody: town,
    });
    expect(userErrors.map(({ code }) => code)).toEqual(['OUTSIDE_SCOPE']);
  });

  it('to a grid nobody published are refused', async () => {
    const [personId] = await persons(1);
    const { userErrors } = await tell(served.ask).appoint(operator, {
      personId,
      gridId: 'nowhere',
      position: 'FULL_TIME_WORKER',
      appointingBody: town,
    });
    expect(userErrors.map(({ code }) => code)).toEqual(['NO_GRID']);
  });

  it('[P16] to a body give its people their place', async () => {
    const [personId] = await persons(1);
    await tell(served.ask).appoint(operator, {
      personId,
      organization: town,
      position: 'OFFICER',
      appointingBody: town,
    });
    const { data } = await served.ask<{ organization: { staff: unknown[] } }>(
      operator,
      'query($code: String) { organization(code: $code) { staff { position role person { id } } } }',
      { code: town },
    );
    expect(data?.organization.staff).toContainEqual({
      position: 'OFFICER',
      role: 'TOWN_OPERATOR',
      person: { id: personId },
    });
  });

  it('[P05] name the duties of their post with the articles', async () => {
    const { data } = await served.ask<{ positions: { code: string; duties: { article: string }[] }[] }>(
      PUBLIC_CALLER,
      '{ positions(jurisdiction: "puyang") { code duties { text article } } }',
    );
    const worker = data?.positions.find(({ code }) => code === 'FULL_TIME_WORKER');
    expect(worker?.duties[0]?.article).toBe('濮阳市基层网格化服务管理条例第十一条第（三）项');
  });

  it('[P04] stay in the file with body, document and reason', async () => {
    const [gridId] = await grids(1);
    const [personId] = await persons(1);
    const input = {
      personId,
      gridId,
      position: 'FULL_TIME_WORKER',
      appointingBody: town,
      documentNumber: '濮网〔2026〕7号',
    };
    const { appointment } = await tell(served.ask).appoint(operator, input);
    await served.ask(
      operator,
      'mutation($input: EndAppointmentInput!) { endAppointment(input: $input) { userErrors { code } } }',
      { input: { appointmentId: appointment?.id, reason: '考核不合格', expectedVersion: 1 } },
    );
    const { data } = await served.ask<{ person: { appointments: unknown[] } }>(
      operator,
      `query($id: ID!) { person(id: $id) { appointments { active documentNumber endReason appointingBody { code } } } }`,
      { id: personId },
    );
    expect(data?.person.appointments).toEqual([
      { active: false, documentNumber: '濮网〔2026〕7号', endReason: '考核不合格', appointingBody: { code: town } },
    ]);
  });

  it('are announced without any data of the person', async () => {
    const [gridId] = await grids(1);
    const [personId] = await persons(1);
    const { appointment } = await tell(served.ask).appoint(operator, {
      personId,
      gridId,
      position: 'FULL_TIME_WORKER',
      appointingBody: town,
    });
    const log = served.database.db.collection('event_log');
    const logged = await eventually(() => log.findOne({ 'event.subject': appointment?.id }));
    expect(Object.keys(logged?.event.data.appointment).sort()).toEqual([
      'from',
      'gridId',
      'id',
      'personId',
      'position',
      'role',
    ]);
  });

  describe('ended', () => {
    let appointmentId = '';
    beforeAll(async () => {
      const [gridId] = await grids(1);
      const [personId] = await persons(1);
      const input = { personId, gridId, position: 'FULL_TIME_WORKER', appointingBody: town };
      appointmentId = (await tell(served.ask).appoint(operator, input)).appointment?.id ?? '';
    });

    it('by a neighbour are not found', async () => {
      const { errors } = await end({ appointmentId, reason: '辞职', expectedVersion: 1 }, townOperator(NEXT_TOWN));
      expect(errors[0]?.extensions?.code).toBe('NOT_FOUND');
    });

    it('from a version that has moved are a conflict', async () => {
      const { errors } = await end({ appointmentId, reason: '辞职', expectedVersion: 7 });
      expect(errors[0]?.extensions?.code).toBe('CONFLICT');
    });

    it('need a reason', async () => {
      const { data } = await end({ appointmentId, reason: ' ', expectedVersion: 1 });
      expect(data?.endAppointment.userErrors.map(({ code }) => code)).toEqual(['BAD_REASON']);
    });
  });

  describe('imported', () => {
    it('are stored row by row, the bad one named', async () => {
      const places = await grids(3);
      const people = await persons(3);
      const rows = workers(people, places);
      const answer = await load([rows[0], { ...rows[1], position: 'ASTRONAUT' }, rows[2]]);
      expect(answer.rows.map(({ outcome, userErrors }) => [outcome, userErrors[0]?.field ?? null])).toEqual([
        ['CREATED', null],
        ['REFUSED', ['input', 'rows', '1', 'position']],
        ['CREATED', null],
      ]);
    });

    it('twice are unchanged the second time', async () => {
      const rows = workers(await persons(2), await grids(2));
      await load(rows);
      expect((await load(rows)).rows.map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UNCHANGED']);
    });

    it('[P01] know of the rows before them', async () => {
      const [gridId = ''] = await grids(1);
      const people = await persons(2, { backgrounds: ['COMMITTEE_HEAD'] });
      const rows = workers(people, [gridId, gridId]).map((row) => ({ ...row, position: 'GRID_LEADER' }));
      expect((await load(rows)).rows.map(({ outcome }) => outcome)).toEqual(['CREATED', 'REFUSED']);
    });

    it('in a dry run store nothing', async () => {
      const [gridId = ''] = await grids(1);
      const answer = await load(workers(await persons(1), [gridId]), true);
      const stored = await served.database.db.collection('appointments').countDocuments({ gridId });
      expect([answer.rows[0]?.outcome, stored]).toEqual(['CREATED', 0]);
    });

    it('cost the same number of reads whatever their number', async () => {
      const rows = workers(await persons(40), await grids(40));
      expect(await readsOf(() => load(rows, true))).toBe(await readsOf(() => load(rows.slice(0, 1), true)));
    });
  });

  it('[S2] of a page of grids cost the same number of reads whatever its length', async () => {
    const ids = await grids(30);
    const people = await persons(30);
    await tell(served.ask).importAppointments(countyCoordinator(PUYANG), 'puyang', workers(people, ids));
    const page = (some: readonly string[]) => () =>
      served.ask(
        operator,
        `query($of: [_Any!]!) { _entities(representations: $of) { ... on Grid {
          leader { name } staff { positionLabel person { name phone } appointingBody { name } } staffingGap { since } } } }`,
        { of: some.map((id) => ({ __typename: 'Grid', id })) },
      );
    expect(await readsOf(page(ids))).toBe(await readsOf(page(ids.slice(0, 1))));
  });
});
