import { give, type TicketView } from '@gridlink/demo';
import { eventually } from '@gridlink/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reported, reportMatter, seenBy } from './matter.ts';
import { steps } from './steps.ts';
import { createWorld, type World } from './world.ts';

const DAYS = 24 * 60;

const TIMELINE = /* GraphQL */ `
  query Timeline($code: String!) {
    ticket(code: $code) { timeline(first: 100) { nodes { command words reason } } }
  }
`;

describe('a department that overruns its limit', () => {
  let world: World;
  let matter: Reported;
  beforeAll(async () => {
    world = await createWorld(['zhengzhou']);
    matter = await reportMatter(world, 'zhengzhou');
    const go = steps(world, matter);
    await go.accept();
    await go.escalate();
    await go.reportIn(await go.dispatch());
    await world.later(60 * DAYS);
  }, 600_000);
  afterAll(() => world.end());

  const now = (): Promise<TicketView> => seenBy(world.desks.at(matter.desk.county), matter.receipt.code);

  it('[T09] is late, and is warned about it exactly once', async () => {
    const late = await eventually(async () => {
      const ticket = await now();
      return ticket.deadlines.some((deadline) => deadline.kind === 'HANDLE' && deadline.lateAt) ? ticket : undefined;
    });
    expect(late.stage).toBe('HANDLING');
    const { ticket } = await world.desks
      .at(matter.desk.county)
      .ask<{ ticket: { timeline: { nodes: { command: string; reason: string | null }[] } } }>(TIMELINE, {
        code: matter.receipt.code,
      });
    const passed = ticket.timeline.nodes.filter(({ command }) => command === 'PASS_TIME');
    expect(passed.length).toBeGreaterThan(0);
    expect(new Set(passed.map((entry) => JSON.stringify(entry))).size).toBe(passed.length);
  });

  it('[T10] explains itself in writing', async () => {
    const ticket = await now();
    const deadline = ticket.deadlines.find(
      ({ kind, lateAt, unit }) => kind === 'HANDLE' && lateAt && unit?.code === matter.lead,
    );
    const explained = await give(world.desks.at(matter.desk.lead), 'explainLateness', {
      ticketId: ticket.id,
      deadlineId: deadline?.id,
      words: '配件采购周期较长，已加急，预计三日内完成',
    });
    expect(explained.stage).toBe('HANDLING');
  });

  it('[T11] [T12] is supervised by the superior, and goes to discipline inspection when that fails', async () => {
    const city = world.desks.at(matter.desk.city);
    const supervised = await give(city, 'superviseTicket', {
      ticketId: matter.ticket.id,
      target: matter.lead,
      words: '限期处置',
    });
    const [supervision] = supervised.supervisions;
    expect(supervision?.state).toBe('OPEN');
    await give(world.desks.at(matter.desk.lead), 'answerSupervision', {
      ticketId: matter.ticket.id,
      supervisionId: supervision?.id,
      words: '配件仍未到货',
    });
    const failed = await give(city, 'failSupervision', {
      ticketId: matter.ticket.id,
      supervisionId: supervision?.id,
      words: '经督办仍未处置',
    });
    expect(failed.supervisions.map(({ state }) => state)).toEqual(['FAILED']);
    const inspector = world
      .at('zhengzhou')
      .accounts.find(
        (account) =>
          account.role === 'DISCIPLINE_INSPECTOR' && account.organization?.startsWith(matter.place.county.slice(0, 6)),
      );
    const seen = await seenBy(world.desks.at(inspector?.name ?? ''), matter.receipt.code);
    expect(seen.id).toBe(matter.ticket.id);
  });
});
