import { deskNames, type GraphClient, give, type TicketView } from '@gridlink/demo';
import { beforeAll, expect, it } from '@jest/globals';
import { PHOTO, type Reported, reportMatter } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

export function togetherJourney(running: () => World): void {
  let world: World;
  beforeAll(() => {
    world = running();
  });

  const deskOf = ({ desk, place }: Reported, organization: string): GraphClient => {
    if (organization.endsWith('-TOWN')) return world.desks.at(desk.town);
    return world.desks.at(deskNames({ jurisdiction: 'zhengzhou', ...place }).unit(organization));
  };
  const read = async <Part>({ desk, receipt }: Reported, selection: string): Promise<Part> => {
    const query = `query ($code: String!) { ticket(code: $code) { ${selection} } }`;
    const client = world.desks.at(desk.county);
    return (await client.ask<{ ticket: Part }>(query, { code: receipt.code })).ticket;
  };
  /** Every open assignment is taken up and done by whoever has it. */
  const everybodyWorks = async (matter: Reported, { id, assignments }: TicketView): Promise<TicketView | undefined> => {
    let after: TicketView | undefined;
    for (const { id: assignmentId, unit, state } of assignments) {
      if (state !== 'OFFERED' && state !== 'WORKING') continue;
      const desk = deskOf(matter, unit.code);
      if (state === 'OFFERED') await give(desk, 'reportIn', { ticketId: id, assignmentId });
      const done = { ticketId: id, assignmentId, result: '已处置', evidence: [PHOTO] };
      after = await give(desk, 'completeAssignment', done);
    }
    return after;
  };
  /** Whoever leads tells the reporter; the county looks at what was done. */
  const toTheEnd = async (matter: Reported, lead: GraphClient): Promise<TicketView> => {
    const told = { ticketId: matter.ticket.id, words: '已处置，谢谢您的反映', contacted: true };
    await give(lead, 'giveFeedback', told);
    return steps(world, matter).verify(true, { satisfaction: 4 });
  };

  it('[T06] a town whistles: three departments come, all finish, and it closes', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const ticketId = matter.ticket.id;
    await steps(world, matter).accept();
    const departments = ['URBAN_MANAGEMENT', 'PUBLIC_SECURITY', 'EMERGENCY'].map(
      (name) => `${matter.place.county}-${name}`,
    );
    const orders = departments.map((organization) => ({ organization, instruction: '到场处置' }));
    const called = await give(world.desks.at(matter.desk.town), 'whistle', { ticketId, orders, words: '路面塌陷' });
    expect(called.assignments.map(({ unit }) => unit.code)).toEqual(expect.arrayContaining(departments));
    expect((await everybodyWorks(matter, called))?.stage).toBe('FEEDBACK');
    expect((await toTheEnd(matter, world.desks.at(matter.desk.town))).stage).toBe('CLOSED');
  });

  it('[T08] a quarrel is mediated in vain, guided to arbitration, and closes as guided', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const go = steps(world, matter);
    const ticketId = matter.ticket.id;
    const lead = world.desks.at(matter.desk.lead);
    await go.accept();
    await go.escalate();
    const working = await go.reportIn(await go.dispatch());
    const assignmentId = working.assignments[0]?.id;
    const start = { ticketId, assignmentId, kind: 'PEOPLES', mediator: '社区人民调解委员会', words: '双方到场' };
    await give(lead, 'startMediation', start);
    await give(lead, 'endMediation', { ticketId, mediationId: 'm1', agreed: false, words: '未能达成一致' });
    const route = { ticketId, assignmentId, route: 'ARBITRATION', words: '告知仲裁途径' };
    const guided = await give(lead, 'guideToLegalRoute', route);
    expect((await go.complete(guided)).stage).toBe('FEEDBACK');
    expect((await toTheEnd(matter, lead)).stage).toBe('CLOSED');
    expect(await read(matter, 'legalRoute mediations { kind agreed }')).toEqual({
      legalRoute: 'ARBITRATION',
      mediations: [{ kind: 'PEOPLES', agreed: false }],
    });
  });

  it('[B04] passed on once too often, it becomes a joint case that nobody can leave', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const go = steps(world, matter);
    const lead = world.desks.at(matter.desk.lead);
    const giveBack = (ticket: TicketView, reason: string) =>
      give(lead, 'returnAssignment', {
        ticketId: ticket.id,
        assignmentId: ticket.assignments.at(-1)?.id,
        reason,
        words: '不属本单位职责',
      });
    await go.accept();
    await go.escalate();
    await giveBack(await go.dispatch(), 'NOT_OUR_DUTY');
    const again = [{ organization: matter.lead, part: 'LEAD', instruction: '经核实属你单位职责' }];
    const joint = await giveBack(await go.dispatch(again), 'WRONG_TERRITORY');
    expect(joint.stage).toBe('HANDLING');
    expect(await read(matter, 'jointCases { cause lead { code } }')).toEqual({
      jointCases: [{ cause: 'RETURNS', lead: { code: matter.lead } }],
    });
    await expect(giveBack(joint, 'OTHER')).rejects.toThrow();
    expect((await everybodyWorks(matter, joint))?.stage).toBe('FEEDBACK');
    expect((await toTheEnd(matter, lead)).stage).toBe('CLOSED');
  });
}
