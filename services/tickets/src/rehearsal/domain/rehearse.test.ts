import { createWorkingCalendar, loadHolidays } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  aReport,
  circumstances,
  complete,
  DISPATCH,
  ESCALATE,
  FEED_BACK,
  hoursLater,
  MORNING,
  PASS,
  POLICE,
  pack,
  reportIn,
  URBAN,
} from '../../../test/ticket-story.ts';
import { openTicket } from '../../ticket/domain/open-ticket.ts';
import type { TicketState } from '../../ticket/domain/ticket.ts';
import { type Proposal, proposedRules } from './proposed-rules.ts';
import { rehearse } from './rehearse.ts';

const AS_IT_IS: Proposal = { limits: [], officeWindows: null, localDaysOff: null, holidays: null };
const handle = (amount: number): Proposal => ({
  ...AS_IT_IS,
  limits: [{ step: 'HANDLE', severity: 'NORMAL', limit: { amount, unit: 'WORKING_DAY' } }],
});

/** Dispatched on Monday morning and done by the lead after so many hours; the police have done their part at once. */
function closedAfter(hours: number): TicketState {
  const fresh = openTicket(aReport(), circumstances(actors.passerBy, MORNING)).state;
  const dispatched = after(after(after(fresh, [actors.town, ACCEPT]), [actors.town, ESCALATE]), [
    actors.county,
    DISPATCH,
  ]);
  const working = after(after(dispatched, [actors.urban, reportIn('a1')]), [actors.police, reportIn('a2')]);
  const done = hoursLater(hours);
  const handled = after(after(working, [actors.police, complete('a2')]), [actors.urban, complete('a1')], done);
  return after(after(handled, [actors.county, FEED_BACK], done), [actors.county, PASS], done);
}

// Three working days of seven hours each end on Thursday, ten o'clock; five on the next Monday.
const quick = closedAfter(48);
const slow = closedAfter(4 * 24);
const late = closedAfter(10 * 24);
const trying = (proposal: Proposal, tickets = [quick, slow, late]) =>
  rehearse(tickets, proposedRules(pack, loadHolidays(), proposal));
const ofUrban = (proposal: Proposal, tickets?: TicketState[]) =>
  trying(proposal, tickets).units.find(({ unit }) => unit === URBAN);

describe('a rehearsal of rules', () => {
  it('[B11] of the rules that hold changes nothing', () => {
    const { whole } = trying(AS_IT_IS);
    expect(whole).toMatchObject({ becomeLate: 0, noLongerLate: 0, lateBefore: whole.lateAfter });
    expect([whole.daysBefore, whole.busiestBefore]).toEqual([whole.daysAfter, whole.busiestAfter]);
  });

  it('[B11] says of each department what a shorter limit would have made late', () => {
    expect(ofUrban(handle(3))).toMatchObject({ lateBefore: 1, lateAfter: 2, becomeLate: 1, noLongerLate: 0 });
    expect(trying(handle(3)).units.find(({ unit }) => unit === POLICE)).toMatchObject({ lateBefore: 0, becomeLate: 0 });
  });

  it('[B11] and what a longer one would have saved', () => {
    expect(ofUrban(handle(9))).toMatchObject({ lateBefore: 1, lateAfter: 0, becomeLate: 0, noLongerLate: 1 });
  });

  it('[B11] shows the load: days given, and how many fall due on the busiest day', () => {
    const kind = trying(handle(3)).kinds.find((row) => row.kind === 'HANDLE');
    expect(kind).toMatchObject({ deadlines: 6, daysBefore: 7, daysAfter: 3, busiestBefore: 6, busiestAfter: 6 });
  });

  it('[B11] follows a calendar: a local day off lets a late one in', () => {
    const days = ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-09'];
    const proposal = { ...AS_IT_IS, localDaysOff: days.map((date) => ({ date, label: '地方节日' })) };
    expect(ofUrban(proposal)).toMatchObject({ lateBefore: 1, lateAfter: 0, noLongerLate: 1 });
  });

  it('[B11] follows the holidays of a year', () => {
    const holidays = {
      year: 2026,
      holidays: [{ name: '试行假期', from: '2026-03-03', to: '2026-03-11', makeUpWorkdays: [] }],
    };
    expect(ofUrban({ ...AS_IT_IS, holidays })).toMatchObject({ noLongerLate: 1 });
  });

  it('[B11] follows other office hours', () => {
    const officeWindows = [{ from: '10:00', to: '11:00' }];
    const { calendar } = proposedRules(pack, loadHolidays(), { ...AS_IT_IS, officeWindows });
    expect(calendar.officeMinutesPerDay).toBe(60);
    expect(createWorkingCalendar(pack).officeMinutesPerDay).toBe(420);
  });

  it('leaves a limit that a person set as it was', () => {
    const byHand = {
      ...slow,
      deadlines: slow.deadlines.map((deadline) => ({ ...deadline, rule: null })),
    };
    expect(ofUrban(handle(1), [byHand])).toMatchObject({ lateAfter: 0, becomeLate: 0 });
  });

  it('of no tickets is nothing', () => {
    expect(trying(handle(3), [])).toMatchObject({ tickets: 0, units: [], whole: { deadlines: 0, busiestAfter: 0 } });
  });
});
