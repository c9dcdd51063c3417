import { createNationalCalendar, createWorkingCalendar, loadHolidays, type Pack } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  aReport,
  circumstances,
  DISPATCH,
  ESCALATE,
  hoursLater,
  inAcceptance,
  inDispatch,
  inHandling,
  inWork,
  isClosed,
  MORNING,
  pack,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import type { Circumstances } from './decision.ts';
import { openTicket } from './open-ticket.ts';
import { recomputed } from './recomputing.ts';
import type { Deadline, TicketState } from './ticket.ts';

const RECOMPUTE: TicketCommand = { type: 'recomputeDeadlines', rules: 'r2' };
type Steps = Pack['limits']['steps'];

/** The pack with another limit for the work and for acceptance. */
const packWith = (steps: Partial<Steps>, calendar: Partial<Pack['limits']['calendar']> = {}): Pack => ({
  ...pack,
  limits: {
    ...pack.limits,
    steps: { ...pack.limits.steps, ...steps } as Steps,
    calendar: { ...pack.limits.calendar, ...calendar } as Pack['limits']['calendar'],
  },
});
const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' }) as const;
const handle = (amount: number): Partial<Steps> => ({
  handle: {
    ...pack.limits.steps.handle,
    NORMAL: { ...pack.limits.steps.handle.NORMAL, default: days(amount) },
  } as Steps['handle'],
});

const rulesOf = (rules: Pack, now = MORNING): Circumstances => circumstances(actors.system, now, { pack: rules });
const moved = (state: TicketState, rules: Pack, now = MORNING) =>
  recomputed(state, rulesOf(rules, now)).map(({ deadline, limit, dueAt, why }) => [
    `${deadline.kind} ${deadline.about ?? 'whole'}`,
    limit.amount,
    dueAt?.toISOString() ?? null,
    why,
  ]);
const under = (state: TicketState, rules: Pack, now = MORNING): TicketState =>
  after(state, [actors.system, RECOMPUTE], now, { pack: rules });
const clock = ({ deadlines }: TicketState, kind: string, about: string | null = null): Deadline =>
  deadlines.find((deadline) => deadline.kind === kind && deadline.about === about) as Deadline;

describe('recomputing deadlines', () => {
  it('[B01] finds nothing to do while rules are the same', () => {
    expect([inAcceptance, inDispatch, inWork].flatMap((state) => recomputed(state, rulesOf(pack)))).toEqual([]);
  });

  it('[B01] gives what the pack gave its new limit, and says why', () => {
    expect(moved(inHandling, packWith(handle(3)))).toEqual([
      ['HANDLE whole', 3, '2026-03-05T02:00:00.000Z', 'LIMIT'],
      ['HANDLE a1', 3, '2026-03-05T02:00:00.000Z', 'LIMIT'],
      ['HANDLE a2', 3, '2026-03-05T02:00:00.000Z', 'LIMIT'],
    ]);
  });

  it('leaves what a dispatcher chose, and the whole as long as that', () => {
    const [lead, assist] = DISPATCH.assignments;
    const order = { ...DISPATCH, assignments: [{ ...lead, limit: days(4) }, assist] } as TicketCommand;
    const state = after(inDispatch, [actors.county, order]);
    expect(moved(state, packWith(handle(3))).map(([which, amount]) => `${which} ${amount}`)).toEqual([
      'HANDLE whole 4',
      'HANDLE a2 3',
    ]);
  });

  it('keeps what was added by an extension', () => {
    const asked = after(inWork, [
      actors.urban,
      { type: 'requestExtension', assignmentId: 'a1', extendBy: days(2), words: '需要检测' },
    ]);
    const longer = after(asked, [
      actors.county,
      { type: 'decideTimeRequest', requestId: 't1', granted: true, words: '同意' },
    ]);
    expect(moved(longer, packWith(handle(3))).map(([which, amount]) => `${which} ${amount}`)).toEqual([
      'HANDLE whole 5',
      'HANDLE a1 5',
      'HANDLE a2 3',
    ]);
  });

  it('[B01] follows the calendar where the limit is the same', () => {
    const holiday = packWith({}, { localDaysOff: [{ date: '2026-03-04', label: '地方节日' }] });
    expect(moved(inHandling, holiday)).toContainEqual(['HANDLE a1', 5, '2026-03-10T02:00:00.000Z', 'CALENDAR']);
  });

  it('[B01] settles what was provisional when the notice comes', () => {
    const now = new Date('2026-12-30T02:00:00Z');
    const [latest] = loadHolidays().slice(-1);
    if (!latest) throw new Error('no notice');
    const holidays = [
      { name: '元旦', from: '2027-01-01', to: '2027-01-03', makeUpWorkdays: [] },
      { name: '国庆节', from: '2027-10-01', to: '2027-10-07', makeUpWorkdays: [] },
    ];
    const announced = createNationalCalendar([...loadHolidays(), { ...latest, year: 2027, holidays }]);
    const fresh = openTicket(aReport(), circumstances(actors.passerBy, now)).state;
    const accepted = after(fresh, [actors.town, ACCEPT], now);
    const started = after(after(accepted, [actors.town, ESCALATE], now), [actors.county, DISPATCH], now);
    expect(clock(started, 'HANDLE').provisional).toBe(true);
    const rules = { ...rulesOf(pack, now), calendar: createWorkingCalendar(pack, announced) };
    const rows = recomputed(started, rules).filter(({ deadline }) => deadline.kind === 'HANDLE');
    expect(rows.map(({ why, provisional, dueAt }) => [why, provisional, dueAt?.toISOString()])).toEqual(
      rows.map(() => ['NOTICE', false, '2027-01-07T02:00:00.000Z']),
    );
    expect(rows.length).toBe(3);
  });

  it('[B01] writes the new instants and limits, to the assignment too, and tells others once', () => {
    const state = under(inHandling, packWith(handle(3)));
    expect(clock(state, 'HANDLE', 'a1')).toMatchObject({ limit: days(3), dueAt: new Date('2026-03-05T02:00:00Z') });
    expect(state.assignments.map(({ limit }) => limit.amount)).toEqual([3, 3]);
    expect(state.timeline.at(-1)).toMatchObject({
      command: 'recomputeDeadlines',
      private: true,
      facts: { rules: 'r2' },
    });
  });

  it('[B01] changes nothing when done again', () => {
    const rules = packWith({ ...handle(3), reportIn: { ...pack.limits.steps.reportIn, NORMAL: days(1) } });
    expect(recomputed(under(inHandling, rules), rulesOf(rules))).toEqual([]);
  });

  it('and back again gives what was there before', () => {
    const there = under(inHandling, packWith(handle(3)));
    const back = under(there, pack);
    expect(back.deadlines).toEqual(inHandling.deadlines);
  });

  it('lifts a lateness that the new rules do not know, with the explanation that was owed for it', () => {
    const late = after(inAcceptance, [actors.system, { type: 'passTime' }], hoursLater(30));
    const rules = packWith({ accept: { ...pack.limits.steps.accept, NORMAL: days(5) } });
    expect([clock(late, 'ACCEPT').lateAt, clock(late, 'EXPLAIN', 'd1').stoppedAt]).toEqual([hoursLater(30), null]);
    const state = under(late, rules, hoursLater(31));
    expect([clock(state, 'ACCEPT').lateAt, clock(state, 'EXPLAIN', 'd1').stoppedAt]).toEqual([null, hoursLater(31)]);
    const again = after(state, [actors.system, { type: 'passTime' }], hoursLater(24 * 30));
    expect(clock(again, 'ACCEPT').lateAt).toEqual(hoursLater(24 * 30));
  });

  it('does not call late first what the new rules do not', () => {
    const rules = packWith({ accept: { ...pack.limits.steps.accept, NORMAL: days(5) } });
    expect(under(inAcceptance, rules, hoursLater(30)).timeline.map(({ command }) => command)).toEqual([
      'reportTicket',
      'recomputeDeadlines',
    ]);
  });

  it('says what is passed under the new rules only', () => {
    const rules = packWith({ accept: { ...pack.limits.steps.accept, NORMAL: { amount: 1, unit: 'WORKING_HOUR' } } });
    const [row] = recomputed(inAcceptance, rulesOf(rules, hoursLater(2)));
    expect(row).toMatchObject({ becomesLate: true, liftsLateness: false });
    const state = under(inAcceptance, rules, hoursLater(2));
    expect(clock(after(state, [actors.system, { type: 'passTime' }], hoursLater(2)), 'ACCEPT').lateAt).toEqual(
      hoursLater(2),
    );
  });

  it('[B01] never touches a closed ticket, nor a clock that is over', () => {
    const rules = packWith({ ...handle(3), accept: { ...pack.limits.steps.accept, NORMAL: days(9) } });
    expect(verdict(isClosed, [actors.system, RECOMPUTE], MORNING, { pack: rules })).toBe('WRONG_STAGE');
    expect(clock(under(inHandling, rules), 'ACCEPT')).toEqual(clock(inHandling, 'ACCEPT'));
  });
});
