import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  attempt,
  COUNTY,
  circumstances,
  complete,
  DISPATCH,
  ESCALATE,
  giveBack,
  hoursLater,
  inAcceptance,
  MORNING,
  POLICE,
  reportIn,
  TOWN,
  URBAN,
} from '../../../test/ticket-story.ts';
import { countedMinutes } from '../../clock/index.ts';
import type { TicketCommand } from './commands.ts';
import { heldTimes, timeShares } from './held-time.ts';
import type { TicketState } from './ticket.ts';

const { calendar } = circumstances(actors.system, MORNING);
const CENTER = `${COUNTY}-OPERATION`;

/** Accepted after one hour, passed up after another, dispatched after a third, given back by the lead a day later, and dispatched again. */
const accepted = after(inAcceptance, [actors.town, ACCEPT], hoursLater(1));
const escalated = after(accepted, [actors.town, ESCALATE], hoursLater(2));
const dispatched = after(escalated, [actors.county, DISPATCH], hoursLater(6));
const returned = after(dispatched, [actors.urban, giveBack('a1')], hoursLater(24));
const again = after(
  returned,
  [
    actors.county,
    {
      ...DISPATCH,
      assignments: [{ to: { unit: `${TOWN}-TOWN` }, part: 'LEAD', instruction: '看护', limit: null, milestones: [] }],
    } as TicketCommand,
  ],
  hoursLater(25),
);

const minutesOf = (state: TicketState, now: Date) =>
  Object.fromEntries(timeShares(state, calendar, now).map(({ unit, workingMinutes }) => [unit, workingMinutes]));

const elapsed = (now: Date): number =>
  countedMinutes(calendar, { limit: { amount: 1, unit: 'WORKING_HOUR' }, startedAt: MORNING, suspensions: [] }, now);

describe('held time', () => {
  it('[B03] is each unit’s that had the matter, returns included', () => {
    // Office hours are 9 to 12 and 13 to 17; the report came in at ten.
    expect(minutesOf(returned, hoursLater(24))).toEqual({
      [`${TOWN}-TOWN`]: 120,
      [CENTER]: 180,
      [URBAN]: 120,
    });
  });

  it('[B03] adds up to the working minutes that have passed', () => {
    const now = hoursLater(50);
    const sum = heldTimes(again, calendar, now).reduce((minutes, held) => minutes + held.workingMinutes, 0);
    expect(sum).toBe(elapsed(now));
  });

  it('[B03] shares lateness by who had the time, not by who had it last', () => {
    const late = after(again, [actors.system, { type: 'passTime' }], hoursLater(24 * 10));
    const now = hoursLater(24 * 10);
    const shares = timeShares(late, calendar, now);
    expect(shares.find(({ unit }) => unit === `${TOWN}-TOWN`)?.lateMinutes).toBeGreaterThan(0);
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('is divided among those who assist when the lead is done', () => {
    const atWork = after(
      after(dispatched, [actors.urban, reportIn('a1')], hoursLater(7)),
      [actors.urban, complete('a1')],
      hoursLater(7),
    );
    expect(heldTimes(atWork, calendar, hoursLater(24)).at(-1)).toMatchObject({ unit: POLICE, as: 'ASSIST' });
  });

  it('is nobody’s in a suspension', () => {
    const working = after(dispatched, [actors.urban, reportIn('a1')], hoursLater(6));
    const ask: TicketCommand = {
      type: 'requestSuspension',
      assignmentId: 'a1',
      until: hoursLater(72),
      reason: 'EXPERT_OPINION',
      words: '送检',
    };
    const asked = after(working, [actors.urban, ask], hoursLater(6));
    const still = after(
      asked,
      [actors.county, { type: 'decideTimeRequest', requestId: 't1', granted: true, words: '同意' }],
      hoursLater(6),
    );
    const lead = heldTimes(still, calendar, hoursLater(48)).find(({ unit }) => unit === URBAN);
    expect([lead?.workingMinutes, lead?.suspendedMinutes]).toEqual([
      0,
      elapsed(hoursLater(48)) - elapsed(hoursLater(6)),
    ]);
  });

  it('ends with the ticket', () => {
    const voided = attempt(dispatched, [actors.county, { type: 'voidTicket', words: '重复' }], hoursLater(7));
    const state = voided.kind === 'DECIDED' ? voided.state : dispatched;
    expect(heldTimes(state, calendar, hoursLater(500))).toEqual(heldTimes(state, calendar, hoursLater(7)));
  });
});
