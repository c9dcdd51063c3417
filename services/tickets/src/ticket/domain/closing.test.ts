import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  anActor,
  COUNTY,
  EVIDENCE,
  FAIL,
  hoursLater,
  inAcceptance,
  inVerification,
  isClosed,
  MORNING,
  PASS,
  REOPEN,
  reported,
  TOWN,
  URBAN,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import type { Assignment, TicketState } from './ticket.ts';

const pass = (more: Partial<Extract<TicketCommand, { type: 'verifyTicket' }>>): TicketCommand =>
  ({ ...PASS, ...more }) as TicketCommand;

describe('verification', () => {
  it('[T14] refuses a person of the handling unit', () => {
    const both = anActor('both', 'COUNTY_COORDINATOR', { division: COUNTY, organization: URBAN });
    expect(verdict(inVerification, [both, PASS])).toBe('OWN_WORK');
  });

  it('[T14] refuses whoever handled it, also under another role', () => {
    const changed = anActor('urban', 'COUNTY_COORDINATOR', { division: COUNTY });
    expect(verdict(inVerification, [changed, PASS])).toBe('OWN_WORK');
  });

  it.each(['completeMilestone', 'endMediation', 'guideToLegalRoute'] as const)(
    '[T14] refuses whoever gave %s for the unit and works in the center now',
    (command) => {
      const [first] = inVerification.timeline;
      if (!first) throw new Error('nothing was reported');
      const entry = { ...first, command, actor: { ...first.actor, subject: 'county-2' } };
      const state = { ...inVerification, timeline: [...inVerification.timeline, entry] };
      expect(verdict(state, [actors.colleague, PASS])).toBe('OWN_WORK');
      expect(verdict(state, [actors.county, PASS])).toBe('DECIDED');
    },
  );

  it('[T14] is the superior’s where the center handled it itself', () => {
    const state = handledByTown();
    expect(verdict(state, [actors.town, PASS])).toBe('OWN_WORK');
    expect(verdict(state, [actors.county, PASS])).toBe('DECIDED');
  });

  it.each([
    ['without the closing condition', pass({ closingCondition: null }), 'CLOSING_CONDITION_NEEDED'],
    ['with a satisfaction of 6', pass({ satisfaction: 6 }), 'SATISFACTION_RANGE'],
    ['with a satisfaction of 0', pass({ satisfaction: 0 }), 'SATISFACTION_RANGE'],
  ])('does not pass %s', (_, command, kind) => {
    expect(verdict(inVerification, [actors.county, command])).toBe(kind);
  });

  it('[T14] that fails begins another round with the same units, at work at once, under the rework limit', () => {
    const state = after(inVerification, [actors.county, FAIL]);
    const current = state.assignments.filter(({ round }) => round === 2);
    expect([state.stage, state.round]).toEqual(['HANDLING', 2]);
    expect(current.map(({ unit, state: at, limit }) => [unit, at, limit.amount])).toEqual([
      [URBAN, 'WORKING', 3],
      [`${COUNTY}-PUBLIC_SECURITY`, 'WORKING', 3],
    ]);
  });

  it('[T14] has a unit that did its part in two dispatches of the round go on once', () => {
    const [, assist] = inVerification.assignments;
    const twice = {
      ...inVerification,
      assignments: [...inVerification.assignments, { ...(assist as Assignment), id: 'a3' }],
    };
    const { assignments } = after(twice, [actors.county, FAIL]);
    expect(assignments.filter(({ round }) => round === 2).map(({ unit, part }) => [unit, part])).toEqual([
      [URBAN, 'LEAD'],
      [`${COUNTY}-PUBLIC_SECURITY`, 'ASSIST'],
    ]);
  });

  it('[T14] marks a false closure', () => {
    const failed = { ...FAIL, falseClosure: true } as TicketCommand;
    expect(after(inVerification, [actors.county, failed]).falseClosures).toBe(1);
  });

  it('[T03] that fails after a solution on the spot gives the work to the staff of the grid', () => {
    const solved = after(reported({ source: 'PATROL' }), [
      actors.worker,
      { type: 'solveOnSpot', itemCode: 'PUBLICITY', result: '已劝导', evidence: EVIDENCE },
    ]);
    const state = after(solved, [actors.town, FAIL]);
    expect(state.assignments).toMatchObject([{ gridId: 'grid-1', part: 'LEAD', state: 'WORKING' }]);
  });
});

function handledByTown(): TicketState {
  const accepted = after(inAcceptance, [actors.town, ACCEPT]);
  const given = after(accepted, [
    actors.town,
    {
      type: 'dispatchTicket',
      assignments: [{ to: { unit: `${TOWN}-TOWN` }, part: 'LEAD', instruction: '修复', limit: null, milestones: [] }],
      limit: null,
      words: null,
    },
  ]);
  const colleague = anActor('colleague', 'TOWN_OPERATOR', { division: TOWN, organization: `${TOWN}-TOWN` });
  const working = after(given, [colleague, { type: 'reportIn', assignmentId: 'a1', words: null }]);
  const done = after(working, [
    colleague,
    { type: 'completeAssignment', assignmentId: 'a1', result: '已修复', evidence: EVIDENCE },
  ]);
  return after(done, [actors.town, { type: 'giveFeedback', words: '已修复', contacted: true }]);
}

describe('reopening', () => {
  it('[T13] by the reporter begins another round with the dispatcher', () => {
    const state = after(isClosed, [actors.reporter, REOPEN]);
    expect([state.stage, state.round, state.closedAt]).toEqual(['DISPATCH', 2, null]);
  });

  it('is open to a superior', () => {
    expect(verdict(isClosed, [actors.city, REOPEN])).toBe('DECIDED');
  });

  it('is over after fifteen days', () => {
    expect(verdict(isClosed, [actors.reporter, REOPEN], hoursLater(15 * 24))).toBe('DECIDED');
    expect(verdict(isClosed, [actors.reporter, REOPEN], hoursLater(15 * 24 + 1))).toBe('REOPEN_WINDOW_OVER');
  });

  it('tells which units had it last', () => {
    const state = after(isClosed, [actors.reporter, REOPEN], MORNING);
    expect(state.timeline.at(-1)?.facts.lastUnits).toEqual([URBAN, `${COUNTY}-PUBLIC_SECURITY`]);
  });
});
