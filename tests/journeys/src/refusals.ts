import { GraphRefusal, give } from '@gridlink/demo';
import { beforeAll, expect, it } from '@jest/globals';
import { reportMatter } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

/** What the graph answered to a refused command: the codes, and the articles where law refuses. */
async function refusalOf(attempt: Promise<unknown>): Promise<{ codes: string[]; articles: string[] }> {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    const problems = error.errors as unknown as {
      code?: string;
      article?: string | null;
      extensions?: { code?: string };
    }[];
    return {
      codes: problems.map((problem) => problem.code ?? problem.extensions?.code ?? ''),
      articles: problems.flatMap((problem) => problem.article ?? []),
    };
  }
  throw new Error('it was not refused');
}

export function refusalsJourney(running: () => World): void {
  let world: World;
  beforeAll(() => {
    world = running();
  });

  it('[X03] a resident may not look into the desks', async () => {
    const refusal = await refusalOf(world.public.ask('query Desk { tickets(first: 1) { nodes { code } } }'));
    expect(refusal.codes).toEqual(['UNAUTHENTICATED']);
  });

  it('[X03] a department may not accept a ticket: that is the center’s', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const attempt = give(world.desks.at(matter.desk.lead), 'acceptTicket', {
      ticketId: matter.ticket.id,
      itemCode: matter.item.code,
    });
    expect((await refusalOf(attempt)).codes).toEqual(['FORBIDDEN']);
  });

  it('[T02] a step may not be skipped', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    await expect(steps(world, matter).verify(true)).rejects.toThrow(GraphRefusal);
  });

  it('[T14] nobody of the unit that handled it verifies it', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const go = steps(world, matter);
    await go.accept();
    await go.escalate();
    await go.complete(await go.reportIn(await go.dispatch()));
    await go.feedBack();
    const attempt = give(world.desks.at(matter.desk.lead), 'verifyTicket', {
      ticketId: matter.ticket.id,
      passed: true,
      words: '自查合格',
    });
    expect((await refusalOf(attempt)).codes).toEqual(['FORBIDDEN']);
  });

  it.each([
    ['zhengzhou', '上门收取费用'],
    ['jiangsu', '对商贩实施行政处罚'],
  ])('[G11] [B05] in %s grid staff cannot be told: %s; the article says so', async (code, instruction) => {
    const matter = await reportMatter(world, code, { title: '占道经营', text: '要求对占道商贩作出行政处罚' });
    const go = steps(world, matter);
    await go.accept();
    const attempt = give(world.desks.at(matter.desk.town), 'dispatchTicket', {
      ticketId: matter.ticket.id,
      assignments: [{ gridStaff: true, part: 'LEAD', instruction }],
    });
    const refusal = await refusalOf(attempt);
    expect(refusal.articles.join()).toMatch(/第.+条/);
  });

  /** The town gives the matter to the staff of its grid as an item with this responsibility. */
  const givenToStaff = async (responsibility: 'PRIMARY' | 'ASSIST') => {
    const matter = await reportMatter(world, 'zhengzhou');
    const { items } = world.at('zhengzhou').pack.serviceItems;
    const item = items.find((candidate) => candidate.responsibility === responsibility);
    const town = world.desks.at(matter.desk.town);
    await give(town, 'acceptTicket', { ticketId: matter.ticket.id, itemCode: item?.code, words: '情况属实' });
    const assignments = [{ gridStaff: true, part: 'LEAD', instruction: '请网格员直接处置' }];
    const given = await give(town, 'dispatchTicket', { ticketId: matter.ticket.id, assignments, words: '请办理' });
    return { ticketId: matter.ticket.id, assignmentId: given.assignments[0]?.id, words: '不属于网格员主责事项' };
  };

  it('[G12] a worker refuses off-list work in one operation, and it goes back to the dispatcher', async () => {
    const refused = await give(world.desks.at('zhengzhou-worker'), 'refuseOffList', await givenToStaff('ASSIST'));
    expect(refused.stage).toBe('DISPATCH');
    expect(refused.assignments.map(({ state }) => state)).toEqual(['REFUSED']);
  });

  it('[G12] but not the work that the list gives to grid staff', async () => {
    const attempt = give(world.desks.at('zhengzhou-worker'), 'refuseOffList', await givenToStaff('PRIMARY'));
    expect((await refusalOf(attempt)).codes).toEqual(['ON_THE_LIST']);
  });

  it('[T09] two dispatchers at once: one is told that somebody else was first', async () => {
    const matter = await reportMatter(world, 'zhengzhou');
    const go = steps(world, matter);
    await go.accept();
    const escalated = await go.escalate();
    const dispatch = () =>
      give(world.desks.at(matter.desk.county), 'dispatchTicket', {
        ticketId: matter.ticket.id,
        expectedVersion: escalated.version,
        assignments: [{ organization: matter.lead, part: 'LEAD' }],
      });
    const outcomes = await Promise.allSettled([dispatch(), dispatch()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
}
