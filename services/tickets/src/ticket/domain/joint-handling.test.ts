import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  attempt,
  complete,
  giveBack,
  HEALTH,
  hoursLater,
  inAcceptance,
  inDispatch,
  inHandling,
  inWork,
  MORNING,
  POLICE,
  packNamed,
  reported,
  reportIn,
  TOWN,
  URBAN,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand, WhistleOrder } from './commands.ts';
import { currentAssignments } from './effects.ts';
import type { TicketState } from './ticket.ts';

const call = (...units: string[]): TicketCommand => ({
  type: 'whistle',
  orders: units.map((unit): WhistleOrder => ({ unit, instruction: '到场处置', limit: null })),
  words: '三部门到场',
});
const atTown = after(inAcceptance, [actors.town, ACCEPT]);
const called = after(atTown, [actors.town, call(URBAN, POLICE, HEALTH)]);

const parts = (state: TicketState) =>
  currentAssignments(state).map(({ unit, part, state: at }) => [unit, part, at] as const);

describe('a whistle', () => {
  it('[T06] makes the town lead at once and calls the departments to report in', () => {
    expect(parts(called)).toEqual([
      [`${TOWN}-TOWN`, 'LEAD', 'WORKING'],
      [URBAN, 'ASSIST', 'OFFERED'],
      [POLICE, 'ASSIST', 'OFFERED'],
      [HEALTH, 'ASSIST', 'OFFERED'],
    ]);
  });

  it('[T06] gives each called department a clock to report in, so that silence is seen', () => {
    const silent = after(called, [actors.system, { type: 'passTime' }], hoursLater(30));
    const late = silent.deadlines.filter(({ kind, lateAt }) => kind === 'REPORT_IN' && lateAt !== null);
    expect(late.map(({ unit }) => unit)).toEqual([URBAN, POLICE, HEALTH]);
  });

  it('adds to work that has begun', () => {
    const own = after(atTown, [actors.town, call(URBAN)]);
    expect(parts(after(own, [actors.town, call(POLICE)])).map(([unit]) => unit)).toEqual([
      `${TOWN}-TOWN`,
      URBAN,
      POLICE,
    ]);
  });

  it('ends when the town and all it called are done', () => {
    const one = after(atTown, [actors.town, call(URBAN)]);
    const done = after(after(one, [actors.urban, reportIn('a2')]), [actors.urban, complete('a2')]);
    expect(after(done, [actors.town, complete('a1')]).stage).toBe('FEEDBACK');
  });

  it.each([
    ['nobody', call(), 'NO_ASSIGNMENTS'],
    ['one twice', call(URBAN, URBAN), 'UNIT_TWICE'],
    ['a department of another county', call('410103000000-URBAN_MANAGEMENT'), 'UNIT_OUT_OF_CALL'],
    ['a body that is no department', call(`${TOWN.slice(0, 6)}000000-FLOWER_SHOP`), 'UNIT_WITHOUT_DUTY'],
    ['one that is not registered', call('410105000000-NOWHERE'), 'UNIT_UNKNOWN'],
  ])('does not call %s', (_, command, kind) => {
    expect(verdict(atTown, [actors.town, command])).toBe(kind);
  });

  it('is the town’s that holds the ticket', () => {
    expect(verdict(inDispatch, [actors.county, call(URBAN)])).toBe('NOT_ALLOWED');
  });

  it('[T06] is refused where the law of the place has none', () => {
    const liaocheng = packNamed('liaocheng');
    const state = after(reported({}, liaocheng), [actors.town, ACCEPT], MORNING, { pack: liaocheng });
    expect(verdict(state, [actors.town, call(URBAN)], MORNING, { pack: liaocheng })).toBe('WHISTLE_NOT_FORESEEN');
  });
});

describe('passing the buck', () => {
  const returnedOnce = after(inHandling, [actors.urban, giveBack('a1')]);
  const toPolice = after(returnedOnce, [
    actors.county,
    {
      type: 'dispatchTicket',
      assignments: [{ to: { unit: `${TOWN}-TOWN` }, part: 'LEAD', instruction: '看护', limit: null, milestones: [] }],
      limit: null,
      words: null,
    },
  ]);
  const back = attempt(toPolice, [actors.town, giveBack('a3')]);
  const joint = back.kind === 'DECIDED' ? back.state : toPolice;

  it('[B04] ends in a joint case after the returns the pack allows, led by the first receiver', () => {
    expect(joint.jointCases).toMatchObject([{ cause: 'RETURNS', lead: URBAN, members: [POLICE, `${TOWN}-TOWN`] }]);
  });

  it('[B04] gives each of them work with a clock of its own', () => {
    const open = joint.assignments.filter(({ boundBy }) => boundBy === 'j1').map(({ id }) => id);
    const clocks = joint.deadlines.filter(({ kind, about, stoppedAt }) => kind === 'HANDLE' && about && !stoppedAt);
    expect(clocks.map(({ about }) => about)).toEqual(open);
  });

  it('[B04] is not handed back again', () => {
    expect(verdict(joint, [actors.urban, giveBack('a4', 'WRONG_TERRITORY')])).toBe('BOUND');
  });

  it('[B04] is not over before the last of them is done', () => {
    const lead = after(after(joint, [actors.urban, reportIn('a4')]), [actors.urban, complete('a4')]);
    expect(lead.stage).toBe('HANDLING');
  });

  it('is told to everybody else as an event', () => {
    expect(back.kind === 'DECIDED' ? back.announcements.map(({ verb }) => verb) : []).toEqual([
      'returned',
      'joint-case-opened',
    ]);
  });

  it('[B04] opens one for a matter that found no owner in its time, led by the territory where nobody had it', () => {
    const waited = after(inDispatch, [actors.system, { type: 'passTime' }], hoursLater(24 * 8));
    expect([waited.stage, waited.jointCases]).toMatchObject([
      'HANDLING',
      [{ cause: 'OWNERLESS', lead: `${TOWN}-TOWN`, members: [] }],
    ]);
  });

  it('[B04] opens one for a lead that never reported in', () => {
    const waited = after(inHandling, [actors.system, { type: 'passTime' }], hoursLater(24 * 8));
    expect(waited.jointCases).toMatchObject([{ cause: 'OWNERLESS', lead: URBAN }]);
  });

  it('opens none once a lead has taken the matter up', () => {
    const waited = after(inWork, [actors.system, { type: 'passTime' }], hoursLater(24 * 8));
    expect(waited.jointCases).toEqual([]);
  });
});
