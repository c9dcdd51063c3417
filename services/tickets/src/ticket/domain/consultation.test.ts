import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  DISPATCH,
  EVIDENCE,
  giveBack,
  HEALTH,
  inDispatch,
  inWork,
  POLICE,
  reportIn,
  URBAN,
  verdict,
} from '../../../test/ticket-story.ts';
import type { CommandOf, TicketCommand } from './commands.ts';
import { currentAssignments, isOpenAssignment } from './effects.ts';
import type { TicketState } from './ticket.ts';

const convene = (more: Partial<CommandOf<'openConsultation'>> = {}): TicketCommand => ({
  type: 'openConsultation',
  invited: [URBAN, POLICE, HEALTH],
  online: true,
  venue: null,
  words: '谁来牵头',
  ...more,
});
const say = (position: 'LEAD' | 'ASSIST' | 'NOT_OURS'): TicketCommand => ({
  type: 'giveOpinion',
  consultationId: 'c1',
  position,
  words: '意见',
});
const decideOn = (more: Partial<CommandOf<'decideConsultation'>> = {}): TicketCommand => ({
  type: 'decideConsultation',
  consultationId: 'c1',
  assignments: [
    { to: { unit: HEALTH }, part: 'LEAD', instruction: '牵头', limit: null, milestones: [] },
    { to: { unit: URBAN }, part: 'ASSIST', instruction: '配合', limit: null, milestones: [] },
  ],
  limit: null,
  words: '卫健牵头',
  evidence: [],
  ...more,
});

const open = after(inDispatch, [actors.county, convene()]);
const heard = after(after(open, [actors.urban, say('NOT_OURS')]), [actors.health, say('LEAD')]);
const decided = after(heard, [actors.county, decideOn()]);

const openUnits = (state: TicketState) =>
  currentAssignments(state)
    .filter(isOpenAssignment)
    .map(({ unit, part }) => [unit, part]);

describe('a consultation', () => {
  it('[T07] keeps each unit’s opinion', () => {
    expect(heard.consultations[0]?.opinions.map(({ unit, position }) => [unit, position])).toEqual([
      [URBAN, 'NOT_OURS'],
      [HEALTH, 'LEAD'],
    ]);
  });

  it('[T07] names one lead and the assisting units, and binds them', () => {
    const back = after(decided, [actors.health, reportIn('a1')]);
    expect([openUnits(decided), verdict(back, [actors.health, giveBack('a1')])]).toEqual([
      [
        [HEALTH, 'LEAD'],
        [URBAN, 'ASSIST'],
      ],
      'BOUND',
    ]);
  });

  it('[T07] replaces whoever led before, and their clocks', () => {
    const working = after(after(inWork, [actors.county, convene()]), [actors.county, decideOn({ evidence: EVIDENCE })]);
    const running = working.deadlines.filter(({ kind, stoppedAt }) => kind === 'HANDLE' && stoppedAt === null);
    expect([openUnits(working), running.map(({ about }) => about)]).toEqual([
      [
        [HEALTH, 'LEAD'],
        [URBAN, 'ASSIST'],
      ],
      ['a3', 'a4', null],
    ]);
  });

  it.each([
    ['before more than half have spoken', open, decideOn(), 'NO_QUORUM'],
    [
      'with two leads',
      heard,
      decideOn({ assignments: DISPATCH.assignments.map((order) => ({ ...order, part: 'LEAD' })) }),
      'LEAD_COUNT',
    ],
    ['with none', heard, decideOn({ assignments: [] }), 'NO_ASSIGNMENTS'],
    ['twice', after(heard, [actors.county, decideOn()]), decideOn(), 'CONSULTATION_DECIDED'],
    ['that was not convened', inDispatch, decideOn(), 'CONSULTATION_UNKNOWN'],
    [
      'held offline without minutes',
      after(inDispatch, [actors.county, convene({ online: false })]),
      decideOn(),
      'MINUTES_NEEDED',
    ],
  ])('is not decided %s', (_, state, command, kind) => {
    expect(verdict(state, [actors.county, command])).toBe(kind);
  });

  it('stops the clocks of milestones with the work they were part of', () => {
    const milestones = [{ title: '围挡', limit: { amount: 4, unit: 'URGENT_HOUR' } }] as const;
    const assignments = DISPATCH.assignments.map((order) => ({ ...order, milestones }));
    const given = after(inDispatch, [actors.county, { ...DISPATCH, assignments }]);
    const replaced = after(after(given, [actors.county, convene()]), [actors.county, decideOn({ evidence: EVIDENCE })]);
    const running = replaced.deadlines.filter(({ kind, stoppedAt }) => kind === 'MILESTONE' && stoppedAt === null);
    expect(running).toEqual([]);
  });

  it('is decided by its minutes, whoever has spoken', () => {
    expect(verdict(open, [actors.county, decideOn({ evidence: EVIDENCE })])).toBe('DECIDED');
  });

  it.each([
    ['one unit alone', convene({ invited: [URBAN, URBAN] }), 'TOO_FEW_INVITED'],
    [
      'a unit outside the common center’s area',
      convene({ invited: [URBAN, '410103000000-URBAN_MANAGEMENT'] }),
      'INVITED_OUTSIDE',
    ],
    ['a unit there is not', convene({ invited: [URBAN, '410105000000-NOWHERE'] }), 'INVITED_UNKNOWN'],
  ])('does not invite %s', (_, command, kind) => {
    expect(verdict(inDispatch, [actors.county, command])).toBe(kind);
  });

  it('is one at a time', () => {
    expect(verdict(open, [actors.county, convene()])).toBe('CONSULTATION_RUNNING');
  });

  it('hears those invited, and nobody else', () => {
    const two = after(inDispatch, [actors.county, convene({ invited: [URBAN, POLICE] })]);
    expect(verdict(two, [actors.health, say('LEAD')])).toBe('NOT_ALLOWED');
  });
});
