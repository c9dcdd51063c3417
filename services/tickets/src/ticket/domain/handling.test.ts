import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  complete,
  DISPATCH,
  EVIDENCE,
  giveBack,
  hoursLater,
  inAcceptance,
  inHandling,
  inWork,
  POLICE,
  reportIn,
  URBAN,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import type { TicketState } from './ticket.ts';

const clock = (state: TicketState, kind: string, about: string) =>
  state.deadlines.find((deadline) => deadline.kind === kind && deadline.about === about);

describe('reporting in', () => {
  it('[T06] stops the report-in clock and lets the handling clock run on', () => {
    const state = after(inHandling, [actors.urban, reportIn('a1')]);
    expect(clock(state, 'REPORT_IN', 'a1')?.stoppedAt).not.toBeNull();
    expect(clock(state, 'HANDLE', 'a1')).toMatchObject({
      stoppedAt: null,
      startedAt: inHandling.assignments[0]?.offeredAt,
    });
  });

  it.each([
    ['twice', inWork, reportIn('a1'), 'ASSIGNMENT_STATE'],
    ['to an assignment there is not', inHandling, reportIn('a9'), 'ASSIGNMENT_UNKNOWN'],
  ])('is refused %s', (_, state, command, kind) => {
    expect(verdict(state, [actors.urban, command])).toBe(kind);
  });
});

describe('working', () => {
  it('is not done before reporting in', () => {
    expect(verdict(inHandling, [actors.urban, complete('a1')])).toBe('ASSIGNMENT_STATE');
  });

  it('is not completed without evidence', () => {
    const command: TicketCommand = { type: 'completeAssignment', assignmentId: 'a1', result: '好了', evidence: [] };
    expect(verdict(inWork, [actors.urban, command])).toBe('EVIDENCE_NEEDED');
  });

  it('stays in handling while an assisting unit works', () => {
    expect(after(inWork, [actors.urban, complete('a1')]).stage).toBe('HANDLING');
  });

  it('stays in handling while the lead works', () => {
    expect(after(inWork, [actors.police, complete('a2')]).stage).toBe('HANDLING');
  });

  it('[T09] notes progress in the timeline, with its evidence', () => {
    const words = '已到现场';
    const state = after(inWork, [
      actors.urban,
      { type: 'noteProgress', assignmentId: 'a1', words, private: true, evidence: EVIDENCE },
    ]);
    expect(state.timeline.at(-1)).toMatchObject({ words, private: true, evidence: EVIDENCE });
  });
});

describe('notes of progress', () => {
  it('come to an end before the document does', () => {
    const [entry] = inWork.timeline;
    const full = { ...inWork, timeline: Array.from({ length: 500 }, () => entry as NonNullable<typeof entry>) };
    const note: TicketCommand = {
      type: 'noteProgress',
      assignmentId: 'a1',
      words: '又一条',
      private: false,
      evidence: [],
    };
    expect(verdict(full, [actors.urban, note])).toBe('TIMELINE_FULL');
    expect(verdict(full, [actors.urban, complete('a1')])).toBe('DECIDED');
  });
});

describe('[E05] returning', () => {
  it('by the lead brings the ticket back to the dispatcher and revokes the others', () => {
    const state = after(inHandling, [actors.urban, giveBack('a1')]);
    expect([state.stage, ...state.assignments.map(({ state: at }) => at)]).toEqual(['DISPATCH', 'RETURNED', 'REVOKED']);
  });

  it('by an assisting unit leaves the lead at work', () => {
    const state = after(inHandling, [actors.police, giveBack('a2')]);
    expect([state.stage, ...state.assignments.map(({ state: at }) => at)]).toEqual(['HANDLING', 'OFFERED', 'RETURNED']);
  });

  it('by the last assisting unit after the lead is done leads on to feedback', () => {
    const leadDone = after(inWork, [actors.urban, complete('a1')]);
    expect(after(leadDone, [actors.police, giveBack('a2')]).stage).toBe('FEEDBACK');
  });

  it('needs a reason of the local list', () => {
    expect(verdict(inHandling, [actors.urban, giveBack('a1', 'TOO_MUCH_WORK')])).toBe('REASON_UNKNOWN');
  });

  it('is over when the return window is: eight working hours after the offer', () => {
    // Monday 10:00 China time: two hours before and four after noon, and two more on Tuesday from 09:00 on.
    expect(verdict(inHandling, [actors.urban, giveBack('a1')], hoursLater(25))).toBe('DECIDED');
    expect(verdict(inHandling, [actors.urban, giveBack('a1')], hoursLater(25.1))).toBe('RETURN_WINDOW_OVER');
  });

  it('is not heard twice for the same reason', () => {
    const again = dispatchedAgain();
    expect(verdict(again, [actors.urban, giveBack('a3')])).toBe('RETURNED_BEFORE');
    expect(verdict(again, [actors.urban, giveBack('a3', 'WRONG_TERRITORY')])).toBe('DECIDED');
  });
});

function dispatchedAgain(): TicketState {
  const returned = after(inHandling, [actors.urban, giveBack('a1')]);
  const assignments = [{ ...DISPATCH.assignments[0], instruction: '经研究由你单位办理' }];
  return after(returned, [actors.county, { ...DISPATCH, assignments }]);
}

describe('refusing off-list work', () => {
  const staffWork = (itemCode: string): TicketState => {
    const accepted = after(inAcceptance, [actors.town, { ...ACCEPT, itemCode } as TicketCommand]);
    const assignments = [
      { to: 'GRID_STAFF', part: 'LEAD', instruction: '看护现场', limit: null, milestones: [] },
    ] as const;
    return after(accepted, [actors.town, { type: 'dispatchTicket', assignments, limit: null, words: null }]);
  };
  const refuse: TicketCommand = { type: 'refuseOffList', assignmentId: 'a1', words: '不属于清单' };

  it('ends the assignment and names whom the complaint goes to', () => {
    const state = after(staffWork('MANHOLE'), [actors.worker, refuse]);
    expect([state.stage, state.assignments[0]?.state, state.timeline.at(-1)?.facts.complaintTo]).toEqual([
      'DISPATCH',
      'REFUSED',
      'COORDINATION',
    ]);
  });

  it('is no way out of a primary duty', () => {
    expect(verdict(staffWork('PUBLICITY'), [actors.worker, refuse])).toBe('ON_THE_LIST');
  });

  it('is for the staff, not for a unit', () => {
    expect(verdict(inHandling, [actors.urban, refuse])).toBe('NOT_ALLOWED');
  });
});

describe('the units of a dispatch', () => {
  it('are two organizations, one of which leads', () => {
    expect(inHandling.assignments.map(({ unit }) => unit)).toEqual([URBAN, POLICE]);
  });
});
