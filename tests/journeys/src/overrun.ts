import { give, type TicketView } from '@gridlink/demo';
import { eventually } from '@gridlink/test-kit';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  closePeriod,
  figuresOf,
  linesOf,
  numbersOf,
  type Report,
  readReport,
  thisMonthAndNext,
  ticketsBehind,
} from './appraisal.ts';
import { PHOTO, type Reported, reportMatter, seenBy } from './matter.ts';
import { steps } from './steps.ts';
import type { World } from './world.ts';

const DAYS = 24 * 60;
/** Two whole months and more: whatever day it is, this month and the next are over by then. */
const TWO_MONTHS = 63 * DAYS;

const TIMELINE = /* GraphQL */ `
  query Timeline($code: String!) {
    ticket(code: $code) { timeline(first: 100) { nodes { command words reason } } }
  }
`;

const APPEALED = /* GraphQL */ `
  query Appealed($code: String!) {
    ticket(code: $code) {
      deadlines { id lateAt excused appeal { id } }
      appeals { id kind state reviewer { code } reviews { outcome reviewer { code } } }
    }
  }
`;

type Appealed = {
  deadlines: { id: string; lateAt: string | null; excused: boolean; appeal: { id: string } | null }[];
  appeals: { id: string; kind: string; state: string; reviews: { outcome: string; reviewer: { code: string } }[] }[];
};

export function overrunJourney(running: () => World): void {
  let world: World;
  let matter: Reported;
  let contested: Reported;
  const period = thisMonthAndNext(Date.now());
  const toldOfLateness = (ticket: TicketView, unit: string) =>
    ticket.deadlines.find((deadline) => deadline.kind === 'HANDLE' && deadline.lateAt && deadline.unit?.code === unit);

  /** In the hands of its department. */
  const inWork = async (): Promise<Reported> => {
    const reported = await reportMatter(world, 'zhengzhou');
    const go = steps(world, reported);
    await go.accept();
    await go.escalate();
    await go.reportIn(await go.dispatch());
    return reported;
  };
  beforeAll(async () => {
    world = running();
    matter = await inWork();
    contested = await inWork();
    await world.later(TWO_MONTHS);
  }, 600_000);

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
    const explained = await give(world.desks.at(matter.desk.lead), 'explainLateness', {
      ticketId: ticket.id,
      deadlineId: toldOfLateness(ticket, matter.lead)?.id,
      words: '配件采购周期较长，已加急，预计三日内完成',
    });
    expect(explained.stage).toBe('HANDLING');
  });

  it('[T21] finds itself in the county’s figures, and every number opens its tickets', async () => {
    const county = world.desks.at(matter.desk.county);
    const codes = [matter.receipt.code, contested.receipt.code].toSorted();
    // Lateness and its figures come one after the other, and a counter a moment before the tickets behind it.
    const numbers = await eventually(async () => {
      const [row] = await figuresOf(county, period);
      const counted = row ? numbersOf(row).filter(({ count }) => count > 0) : [];
      const due = counted.find(({ measure, count }) => measure.code === 'HANDLE_DUE' && count === codes.length);
      return due && (await ticketsBehind(county, due)).length === codes.length ? counted : undefined;
    });
    expect(numbers.map(({ measure }) => measure.code)).toEqual(
      expect.arrayContaining(['REGISTERED', 'HANDLE_DUE', 'OPEN_NOW', 'LATE_NOW']),
    );
    for (const number of numbers) {
      const behind = await ticketsBehind(county, number);
      expect([number.measure.code, behind.toSorted()]).toEqual([number.measure.code, codes]);
    }
  });

  describe('contests the warning', () => {
    let before: readonly string[];
    let report: Report;
    let appealId = '';
    let warning: { id: string; lateAt: string | null };
    const lead = () => world.desks.at(contested.desk.lead);
    const county = () => world.desks.at(contested.desk.county);
    const city = () => world.desks.at(contested.desk.city);
    const look = async (): Promise<Appealed> =>
      (await county().ask<{ ticket: Appealed }>(APPEALED, { code: contested.receipt.code })).ticket;
    const byUnit = async (): Promise<readonly string[]> => linesOf(await figuresOf(county(), period, 'UNIT'));

    it('[T21] [B06] after the period was closed, on paper and as a table', async () => {
      report = await closePeriod(county(), period);
      expect(report.html).toContain('<h1>');
      const [head, ...lines] = report.csv.trim().split('\r\n');
      expect(new Set([head, ...lines].map((line) => line?.split('","').length)).size).toBe(1);
      expect(lines.some((line) => line.includes(contested.lead))).toBe(true);
      before = await byUnit();
    });

    it('[E06] before the center that set the limit, which rejects it', async () => {
      const ticket = await seenBy(county(), contested.receipt.code);
      const late = toldOfLateness(ticket, contested.lead);
      if (!late) throw new Error('no warning');
      warning = late;
      const appeal = { reason: 'FORCE_MAJEURE', words: '连日暴雨，无法施工', evidence: [PHOTO] };
      await give(lead(), 'appealWarning', { ticketId: ticket.id, deadlineId: warning.id, ...appeal });
      appealId = (await look()).appeals[0]?.id ?? '';
      const rejected = { appealId, outcome: 'REJECTED', words: '当日无雨' };
      await give(county(), 'reviewAppeal', { ticketId: ticket.id, ...rejected });
      expect((await look()).appeals).toMatchObject([{ state: 'REVIEWED', reviews: [{ outcome: 'REJECTED' }] }]);
      expect(await byUnit()).toEqual(before);
    });

    it('[E06] before the one above, which upholds it; it stays late and is excused', async () => {
      const ticketId = contested.ticket.id;
      await give(lead(), 'appealFurther', { ticketId, appealId, words: '附气象证明' });
      const own = give(county(), 'reviewAppeal', { ticketId, appealId, outcome: 'UPHELD', words: '属实' });
      await expect(own).rejects.toThrow();
      await give(city(), 'reviewAppeal', { ticketId, appealId, outcome: 'UPHELD', words: '属实' });
      const { appeals, deadlines } = await look();
      expect(appeals).toMatchObject([
        {
          state: 'FINAL',
          reviews: [
            { outcome: 'REJECTED', reviewer: { code: expect.stringContaining(contested.place.county) } },
            {
              outcome: 'UPHELD',
              reviewer: { code: expect.stringContaining(`${contested.place.county.slice(0, 4)}00000000`) },
            },
          ],
        },
      ]);
      expect(deadlines.find(({ id }) => id === warning.id)).toMatchObject({
        lateAt: warning.lateAt,
        excused: true,
        appeal: { id: appealId },
      });
    });

    it('[B06] and only its own number moves; the closed report stays, its correction stands beside it', async () => {
      const moved = await eventually(async () => {
        const lines = (await byUnit()).filter((line) => !before.includes(line));
        return lines.length > 0 ? lines : undefined;
      });
      expect(moved).toEqual([`${contested.lead} HANDLE_ON_TIME 1`]);
      const after = await readReport(county(), report.id);
      expect(after.rows).toEqual(report.rows);
      expect(
        after.corrections.map(({ key, frozen, now: is }) => [
          key,
          frozen.indicator.code,
          frozen.numerator,
          is.numerator,
        ]),
      ).toEqual([[contested.lead, 'HANDLED_IN_TIME', 0, 1]]);
    });
  });

  it('[T21] is late in one matter less on the cockpit once it has done the other', async () => {
    const county = world.desks.at(contested.desk.county);
    const go = steps(world, contested);
    await go.complete(await seenBy(county, contested.receipt.code));
    await go.feedBack();
    await go.verify(true);
    const [standing, behind] = await eventually(async () => {
      const [row] = await figuresOf(county, period);
      // Both numbers come from one event; the tickets behind them may be a moment later.
      if (row?.standing?.open.count !== 1) return undefined;
      const late = await ticketsBehind(county, row.standing.late);
      return late.length === 1 ? ([row.standing, late] as const) : undefined;
    });
    expect([standing.open.count, standing.late.count, behind]).toEqual([1, 1, [matter.receipt.code]]);
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
}
