import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  attempt,
  COUNTY,
  DISPATCH,
  GRID,
  giveBack,
  HEALTH,
  inAcceptance,
  inDispatch,
  inHandling,
  POLICE,
  reported,
  TOWN,
  URBAN,
  VILLAGE,
  verdict,
} from '../../../test/ticket-story.ts';
import type { AssignmentOrder, CommandOf, TicketCommand } from './commands.ts';

const order = (unit: string, more: Partial<AssignmentOrder> = {}): AssignmentOrder => ({
  to: { unit },
  part: 'LEAD',
  instruction: '修复',
  limit: null,
  milestones: [],
  ...more,
});
const dispatch = (
  assignments: readonly AssignmentOrder[],
  more: Partial<CommandOf<'dispatchTicket'>> = {},
): TicketCommand => ({ type: 'dispatchTicket', assignments, limit: null, words: null, ...more });
const staff = (instruction: string): AssignmentOrder => ({
  to: 'GRID_STAFF',
  part: 'LEAD',
  instruction,
  limit: null,
  milestones: [],
});

/** Accepted and still with the town. */
const atTown = after(inAcceptance, [actors.town, ACCEPT]);

describe('dispatching', () => {
  it('offers each unit its assignment with a clock to report in and one to handle', () => {
    expect(inHandling.assignments.map(({ unit, part, state }) => [unit, part, state])).toEqual([
      [URBAN, 'LEAD', 'OFFERED'],
      [POLICE, 'ASSIST', 'OFFERED'],
    ]);
    const running = inHandling.deadlines.filter(({ stoppedAt }) => stoppedAt === null);
    expect(running.map(({ kind, about, unit }) => [kind, about, unit])).toEqual([
      ['OWNER', null, `${COUNTY}-OPERATION`],
      ['HANDLE', null, `${COUNTY}-OPERATION`],
      ['REPORT_IN', 'a1', URBAN],
      ['HANDLE', 'a1', URBAN],
      ['REPORT_IN', 'a2', POLICE],
      ['HANDLE', 'a2', POLICE],
    ]);
  });

  it.each([
    ['nobody', dispatch([]), 'NO_ASSIGNMENTS'],
    ['no lead', dispatch([order(URBAN, { part: 'ASSIST' })]), 'LEAD_COUNT'],
    ['two leads', dispatch([order(URBAN), order(POLICE)]), 'LEAD_COUNT'],
    ['one unit twice', dispatch([order(URBAN), order(URBAN, { part: 'ASSIST' })]), 'UNIT_TWICE'],
    ['an unknown unit', dispatch([order(`${COUNTY}-SCIENCE`)]), 'UNIT_UNKNOWN'],
    ['a unit of the neighbour county', dispatch([order('410103000000-URBAN_MANAGEMENT')]), 'UNIT_OUTSIDE_SUBTREE'],
    ['a lead the list does not name', dispatch([order(HEALTH)]), 'UNIT_WITHOUT_DUTY'],
    [
      'assistance of a body outside the linkage',
      dispatch([order(URBAN), order(`${COUNTY}-FLOWER_SHOP`, { part: 'ASSIST' })]),
      'UNIT_WITHOUT_DUTY',
    ],
  ])('[T04] refuses %s', (_, command, kind) => {
    expect(verdict(inDispatch, [actors.county, command])).toBe(kind);
  });

  it('refuses more units than a dispatch may have', () => {
    const many = Array.from({ length: 21 }, (_, index) => order(`unit-${index}`));
    expect(verdict(inDispatch, [actors.county, dispatch(many)])).toBe('TOO_MANY_ASSIGNMENTS');
  });

  it('quotes the article of the list to a unit without the duty, and says who may lead', () => {
    expect(attempt(inDispatch, [actors.county, dispatch([order(HEALTH)])])).toMatchObject({
      refusal: { article: '条例第十四条', allowed: ['URBAN_MANAGEMENT', 'TOWN'] },
    });
  });

  it.each([
    ['shorter than the least', { amount: 0.5, unit: 'WORKING_DAY' }],
    ['longer than the most', { amount: 16, unit: 'WORKING_DAY' }],
    ['in another unit of time', { amount: 2, unit: 'NATURAL_DAY' }],
  ] as const)('[T09] refuses a limit %s', (_, limit) => {
    expect(verdict(inDispatch, [actors.county, dispatch([order(URBAN)], { limit })])).toBe('LIMIT_OUT_OF_BOUNDS');
    expect(verdict(inDispatch, [actors.county, dispatch([order(URBAN, { limit })])])).toBe('LIMIT_OUT_OF_BOUNDS');
  });

  it('[T09] refuses a unit longer than the whole', () => {
    const limit = { amount: 4, unit: 'WORKING_DAY' } as const;
    const command = dispatch([order(URBAN, { limit })], { limit: { amount: 3, unit: 'WORKING_DAY' } });
    expect(verdict(inDispatch, [actors.county, command])).toBe('LIMIT_OUT_OF_BOUNDS');
  });

  it('lets a town dispatch to its own body', () => {
    expect(verdict(atTown, [actors.town, dispatch([order(`${TOWN}-TOWN`)])])).toBe('DECIDED');
  });

  it('[E05] does not send back unchanged what a unit returned', () => {
    const returned = after(inHandling, [actors.urban, giveBack('a1')]);
    expect(verdict(returned, [actors.county, DISPATCH])).toBe('RETURNED_UNCHANGED');
  });

  it('sends it back with another instruction', () => {
    const returned = after(inHandling, [actors.urban, giveBack('a1')]);
    expect(verdict(returned, [actors.county, dispatch([order(URBAN, { instruction: '限期修复' })])])).toBe('DECIDED');
  });
});

describe('grid staff', () => {
  it('are given what is on the list, under their committee', () => {
    const state = after(atTown, [actors.town, dispatch([staff('看护现场')])]);
    expect(state.assignments).toMatchObject([{ unit: `${VILLAGE}-COMMITTEE`, gridId: GRID.id }]);
  });

  it('are not given an act reserved to an authority; the refusal has the article', () => {
    expect(attempt(atTown, [actors.town, dispatch([staff('对当事人进行执法检查')])])).toMatchObject({
      refusal: { kind: 'RESERVED_ACT', article: expect.stringMatching(/第十六条$/) },
    });
  });

  it('are not given what has gone off the list', () => {
    expect(verdict(atTown, [actors.town, dispatch([staff('看护现场')])], undefined, { items: new Map() })).toBe(
      'OFF_LIST',
    );
  });

  it('are not given what lies in no grid', () => {
    const nowhere = { ...after(reported(), [actors.town, ACCEPT]), gridId: null };
    expect(verdict(nowhere, [actors.town, dispatch([staff('看护现场')])])).toBe('GRID_UNKNOWN');
  });
});
