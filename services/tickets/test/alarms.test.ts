import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAlarmSweeper } from '../src/alarm/alarm-sweeper.ts';
import { dispatched, does, look, report, reported } from './steps.ts';
import { COUNTY, people, startTown, type Town } from './town.ts';

describe('alarms', () => {
  let town: Town;
  let now: Date;
  beforeAll(async () => {
    town = await startTown();
  });
  afterAll(() => town.stop());

  const events = async (verb: string): Promise<string[]> => {
    await town.service.settled();
    const logged = await town.database.db
      .collection('event_log')
      .find({ 'event.type': `gridlink.tickets.ticket.${verb}.v1` })
      .toArray();
    return logged.map(({ event }) => `${event.subject} ${event.data.detail.deadline}`);
  };

  it('[T09] raises each once with three sweepers at work, and again nothing after 72 hours away', async () => {
    const count = 40;
    for (let index = 0; index < count; index++) await report(town);
    now = new Date('2026-03-02T06:30:00Z');
    const sweepers = [1, 2, 3].map(() =>
      startAlarmSweeper({
        deps: town.service.deps,
        now: () => now,
        everyMs: 0,
        onProblem: (message, error) => {
          throw new Error(`${message}: ${String(error)}`);
        },
      }),
    );
    const sweepAll = async (): Promise<number> =>
      (await Promise.all(sweepers.map((sweeper) => sweeper.sweep()))).reduce((sum, raised) => sum + raised, 0);
    const reminded = await sweepAll();
    now = new Date('2026-03-05T06:30:00Z');
    const late = await sweepAll();
    const explanations = await sweepAll();
    expect([reminded, late, explanations]).toEqual([count, count, 0]);
    const reminders = await events('reminded');
    const warnings = await events('late');
    expect([new Set(reminders).size, reminders.length]).toEqual([count, count]);
    expect([new Set(warnings).size, warnings.length]).toEqual([count, count]);
  });

  it('shows an operator what is due, and that it was raised', async () => {
    const metric = async (name: string): Promise<number> => {
      const text = await (await fetch(`${town.service.operatorUrl}/metrics`)).text();
      return Number(new RegExp(`^${name}\\{[^}]*\\} (\\d+)$`, 'm').exec(text)?.[1]);
    };
    town.setNow('2026-03-09T02:00:00Z');
    await reported(town);
    town.passHours(100);
    const due = await metric('gridlink_tickets_alarms_due');
    const before = await metric('gridlink_tickets_alarms_raised_total');
    await town.service.sweepAlarms();
    expect([due > 0, await metric('gridlink_tickets_alarms_due')]).toEqual([true, 0]);
    expect((await metric('gridlink_tickets_alarms_raised_total')) - before).toBeGreaterThan(0);
  });

  it('shows an operator what nobody waits for: figures that stand still', async () => {
    const waiting = async (work: string): Promise<number> => {
      const text = await (await fetch(`${town.service.operatorUrl}/metrics`)).text();
      return Number(
        new RegExp(`^gridlink_tickets_work_waiting\\{[^}]*work="${work}"[^}]*\\} (\\d+)$`, 'm').exec(text)?.[1],
      );
    };
    await town.service.countFigures();
    await reported(town);
    const fresh = await waiting('figures');
    town.passHours(1);
    expect([fresh, await waiting('figures'), await waiting('deliveries')]).toEqual([0, 1, 0]);
    await town.service.countFigures();
    expect(await waiting('figures')).toBe(0);
  });

  it('leaves a ticket alone whose deadline was met', async () => {
    town.setNow('2026-03-09T02:00:00Z');
    const { ticket } = await reported(town);
    await does(town, people.town, ['declineTicket', { ticketId: ticket.id, reason: 'UNCLEAR', words: '无法核实' }]);
    town.passHours(200);
    await town.service.sweepAlarms();
    expect((await look(town, people.county, ticket.code)).late).toBe(false);
  });

  it('[T10] shows a late unit until it has explained', async () => {
    town.setNow('2026-03-16T02:00:00Z');
    const { ticketId, ticket } = await dispatched(town);
    town.passHours(24 * 10);
    await town.service.sweepAlarms();
    const late = await look(town, people.county, ticket.code);
    const deadline = late.deadlines.find(
      ({ kind, unit, lateAt }) => kind === 'HANDLE' && unit?.code === `${COUNTY}-URBAN_MANAGEMENT` && lateAt,
    );
    expect([late.late, deadline?.explanation]).toEqual([true, null]);
    const words = { ticketId, deadlineId: deadline?.id, words: '暴雨影响施工' };
    const explained = await does(town, people.lead, ['explainLateness', words]);
    expect(explained.deadlines.find(({ id }) => id === deadline?.id)?.explanation).toBe('暴雨影响施工');
  });

  it('[T09] explains a deadline segment by segment, adding up to the time that has passed', async () => {
    town.setNow('2026-03-30T02:00:00Z');
    const { ticket } = await reported(town);
    town.passHours(6);
    const query = `query ($ticketId: ID!, $deadlineId: ID!) {
      deadlineExplanation(ticketId: $ticketId, deadlineId: $deadlineId) { from to countedMinutes why }
    }`;
    const { data } = await town.ask<{
      deadlineExplanation: { from: string; to: string; countedMinutes: number; why: string }[];
    }>(people.town, query, { ticketId: ticket.id, deadlineId: ticket.deadlines[0]?.id });
    const segments = data?.deadlineExplanation ?? [];
    expect(segments.map(({ countedMinutes, why }) => [countedMinutes, why])).toEqual([
      [120, 'OFFICE_HOURS'],
      [0, 'OUTSIDE_OFFICE_HOURS'],
      [180, 'OFFICE_HOURS'],
    ]);
    expect([segments[0]?.from, segments.at(-1)?.to]).toEqual(['2026-03-30T02:00:00.000Z', '2026-03-30T08:00:00.000Z']);
  });
});
