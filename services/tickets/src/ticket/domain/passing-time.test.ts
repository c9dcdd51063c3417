import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  attempt,
  COUNTY,
  complete,
  GRID,
  hoursLater,
  inAcceptance,
  inWork,
  reported,
  TOWN,
  verdict,
} from '../../../test/ticket-story.ts';
import { alarmsDue, nextAlarm } from './deadlines.ts';
import type { TicketState } from './ticket.ts';

const PASS_TIME = [actors.system, { type: 'passTime' }] as const;

/** Accepting has four working hours: from Monday 10:00 to 15:00 with an hour's rest; the reminder is due after 3.2 of them. */
const REMIND_AFTER = 4.2;
const DUE_AFTER = 5;

const alarms = (state: TicketState, hours: number): readonly string[] =>
  alarmsDue(state.deadlines, hoursLater(hours)).map(({ says }) => says);

describe('alarms', () => {
  it.each([
    ['nothing before the reminder', REMIND_AFTER - 0.01, []],
    ['a reminder at its instant', REMIND_AFTER, ['REMIND']],
    ['still the reminder at the due instant itself', DUE_AFTER, ['REMIND']],
    ['lateness right after it', DUE_AFTER + 0.01, ['LATE']],
    ['one warning after 72 hours without a sweeper', 72, ['LATE']],
  ])('[T09] owe %s', (_, hours, expected) => {
    expect(alarms(inAcceptance, hours)).toEqual(expected);
  });

  it('[T09] are raised once each', () => {
    const reminded = after(inAcceptance, PASS_TIME, hoursLater(REMIND_AFTER));
    expect(alarms(reminded, REMIND_AFTER + 0.1)).toEqual([]);
    const late = after(reminded, PASS_TIME, hoursLater(DUE_AFTER + 0.1));
    expect(late.deadlines.find(({ kind }) => kind === 'ACCEPT')?.lateAt).toEqual(hoursLater(DUE_AFTER + 0.1));
    expect(alarms(late, DUE_AFTER + 0.2)).toEqual([]);
  });

  it('are looked for next at the earliest of what is open', () => {
    expect(nextAlarm(inAcceptance.deadlines)).toEqual(hoursLater(REMIND_AFTER));
  });

  it('are announced one event each', () => {
    const decision = attempt(inAcceptance, PASS_TIME, hoursLater(DUE_AFTER + 1));
    expect(decision).toMatchObject({
      announcements: [{ verb: 'late', detail: { kind: 'ACCEPT', unit: `${TOWN}-TOWN` } }],
    });
  });

  it('[T09] do not let late work slip through before the sweeper has looked', () => {
    const late = after(inWork, [actors.urban, complete('a1')], hoursLater(24 * 10));
    const handled = late.deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === 'a1');
    expect([handled?.lateAt !== null, handled?.stoppedAt !== null]).toEqual([true, true]);
  });

  it('say nothing of what is done in time', () => {
    const accepted = after(inAcceptance, [actors.town, ACCEPT], hoursLater(1));
    expect(alarmsDue(accepted.deadlines, hoursLater(2000)).map(({ deadline }) => deadline.kind)).toEqual([
      'DISPATCH',
      'OWNER',
    ]);
  });
});

describe('locating', () => {
  const LOCATE = [actors.system, { type: 'locateTicket' }] as const;
  const lost = reported({
    grid: null,
    division: COUNTY,
    areas: ['410000000000', '410100000000', COUNTY],
    holder: `${COUNTY}-OPERATION`,
  });

  it('[T01] gives an untouched ticket to the town of its grid', () => {
    const state = after(lost, LOCATE, hoursLater(1), { grid: GRID });
    expect([state.gridId, state.division, state.holder]).toEqual([GRID.id, GRID.division, `${TOWN}-TOWN`]);
  });

  it('leaves a ticket somebody has acted on where it is held', () => {
    const accepted = after(lost, [actors.county, ACCEPT], hoursLater(1), { grid: GRID });
    expect(after(accepted, LOCATE, hoursLater(2), { grid: GRID }).holder).toBe(`${COUNTY}-OPERATION`);
  });

  it('is the platform’s alone', () => {
    expect(verdict(lost, [actors.county, { type: 'locateTicket' }])).toBe('NOT_ALLOWED');
  });
});
