import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  complete,
  DISPATCH,
  EVIDENCE,
  hoursLater,
  inDispatch,
  MORNING,
  reportIn,
  verdict,
} from '../../../test/ticket-story.ts';
import type { AssignmentOrder, TicketCommand } from './commands.ts';
import { isRunning } from './deadlines.ts';

const STOP = { title: '责令停工', limit: { amount: 4, unit: 'URGENT_HOUR' } } as const;
const PENALTY = { title: '作出处罚', limit: { amount: 3, unit: 'WORKING_DAY' } } as const;

const dispatchWith = (milestones: AssignmentOrder['milestones']): TicketCommand => ({
  ...DISPATCH,
  assignments: DISPATCH.assignments.map((order) => ({
    ...order,
    limit: { amount: 5, unit: 'WORKING_DAY' } as const,
    milestones: order.part === 'LEAD' ? milestones : [],
  })),
});
const done = (milestoneId: string): TicketCommand => ({
  type: 'completeMilestone',
  assignmentId: 'a1',
  milestoneId,
  words: '已完成',
  evidence: EVIDENCE,
});

const given = after(inDispatch, [actors.county, dispatchWith([STOP, PENALTY])]);
const working = after(given, [actors.urban, reportIn('a1')]);

describe('milestones', () => {
  it('[B02] run beside the assignment, each on its own clock', () => {
    const clocks = working.deadlines.filter(({ kind }) => kind === 'MILESTONE');
    expect(clocks.map(({ about, dueAt }) => [about, dueAt?.toISOString()])).toEqual([
      ['a1.m1', '2026-03-02T06:00:00.000Z'],
      ['a1.m2', '2026-03-05T02:00:00.000Z'],
    ]);
  });

  it('[B02] stop their clock with evidence of their own', () => {
    const state = after(working, [actors.urban, done('a1.m1')]);
    const clock = state.deadlines.find(({ about }) => about === 'a1.m1');
    expect([clock?.stoppedAt, state.assignments[0]?.milestones[0]?.evidence]).toEqual([MORNING, EVIDENCE]);
  });

  it('[B02] are all done before the assignment is', () => {
    const one = after(working, [actors.urban, done('a1.m1')]);
    expect([
      verdict(one, [actors.urban, complete('a1')]),
      verdict(after(one, [actors.urban, done('a1.m2')]), [actors.urban, complete('a1')]),
    ]).toEqual(['MILESTONES_OPEN', 'DECIDED']);
  });

  it.each([
    ['is done once', after(working, [actors.urban, done('a1.m1')]), done('a1.m1'), 'MILESTONE_DONE'],
    ['is one of the assignment', working, done('a1.m9'), 'MILESTONE_UNKNOWN'],
    ['needs evidence', working, { ...done('a1.m1'), evidence: [] } as TicketCommand, 'EVIDENCE_NEEDED'],
  ])('each %s', (_, state, command, kind) => {
    expect(verdict(state, [actors.urban, command])).toBe(kind);
  });

  it('[B02] end within the whole also where the assignment is given no limit of its own', () => {
    const without = (amount: number): TicketCommand => ({
      ...DISPATCH,
      assignments: DISPATCH.assignments.map((order) => ({
        ...order,
        limit: null,
        milestones: order.part === 'LEAD' ? [{ title: '罚款', limit: { amount, unit: 'WORKING_DAY' } }] : [],
      })),
    });
    // The pack gives five working days.
    expect(verdict(inDispatch, [actors.county, without(5)])).toBe('DECIDED');
    expect(verdict(inDispatch, [actors.county, without(6)])).toBe('MILESTONE_BEYOND_LIMIT');
  });

  it.each([
    [
      'one that ends after the whole assignment',
      [{ ...PENALTY, limit: { amount: 6, unit: 'WORKING_DAY' } as const }],
      'MILESTONE_BEYOND_LIMIT',
    ],
    ['more than ten', Array.from({ length: 11 }, () => STOP), 'TOO_MANY_MILESTONES'],
  ])('do not include %s', (_, milestones, kind) => {
    expect(verdict(inDispatch, [actors.county, dispatchWith(milestones)])).toBe(kind);
  });

  it('are late by themselves, and explained by the unit', () => {
    const late = after(working, [actors.system, { type: 'passTime' }], hoursLater(5));
    const clock = late.deadlines.find(({ about }) => about === 'a1.m1');
    const explain: TicketCommand = { type: 'explainLateness', deadlineId: clock?.id ?? '', words: '现场无人' };
    expect([clock?.lateAt !== null, verdict(late, [actors.urban, explain], hoursLater(5))]).toEqual([true, 'DECIDED']);
  });

  it('stop when the assignment is given back', () => {
    const back = after(working, [
      actors.urban,
      { type: 'returnAssignment', assignmentId: 'a1', reason: 'NOT_OUR_DUTY', words: '非职责' },
    ]);
    expect(back.deadlines.filter((deadline) => deadline.kind === 'MILESTONE' && isRunning(deadline))).toEqual([]);
  });
});
