import { areasOf } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  attempt,
  BESIDE,
  CITY,
  COUNTY,
  ESCALATE,
  EVIDENCE,
  GRID,
  inAcceptance,
  inDispatch,
  MORNING,
  reported,
  TOWN,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';

const solve = (more: Partial<Extract<TicketCommand, { type: 'solveOnSpot' }>> = {}): TicketCommand => ({
  type: 'solveOnSpot',
  itemCode: 'PUBLICITY',
  result: '已劝导',
  evidence: EVIDENCE,
  ...more,
});
const accept = (more: Partial<Extract<TicketCommand, { type: 'acceptTicket' }>>): TicketCommand =>
  ({ ...ACCEPT, ...more }) as TicketCommand;

describe('accepting', () => {
  it('starts the clocks of dispatching and of finding an owner, and stops the accept clock', () => {
    const { deadlines } = after(inAcceptance, [actors.town, ACCEPT]);
    expect(deadlines.map(({ kind, stoppedAt }) => [kind, stoppedAt !== null])).toEqual([
      ['ACCEPT', true],
      ['DISPATCH', false],
      ['OWNER', false],
    ]);
  });

  it('refuses a ticket whose grid nobody knows', () => {
    expect(verdict(reported({ grid: null }), [actors.town, ACCEPT])).toBe('GRID_UNKNOWN');
  });

  it.each([
    ['of a neighbour', BESIDE],
    ['of another jurisdiction', { ...BESIDE, division: '410902001001', areas: areasOf('410902001001') }],
  ])('[T01] refuses a grid %s: a matter is put into nobody else’s territory', (_, grid) => {
    const lost = reported({ grid: null });
    expect(verdict(lost, [actors.town, ACCEPT], MORNING, { grid })).toBe('GRID_OUTSIDE');
    expect(verdict(lost, [actors.town, ACCEPT], MORNING, { grid: GRID })).toBe('DECIDED');
  });

  it('takes the grid the center chooses', () => {
    const state = after(reported({ grid: null }), [actors.town, ACCEPT], MORNING, { grid: GRID });
    expect(state.gridId).toBe(GRID.id);
  });

  it('refuses to go on without an item', () => {
    expect(verdict(inAcceptance, [actors.town, accept({ itemCode: null })])).toBe('ITEM_NEEDED');
  });

  it('[T05] refuses an item that is not on the list, with the article of the list', () => {
    const decision = attempt(inAcceptance, [actors.town, accept({ itemCode: 'INVENTED' })]);
    expect(decision).toMatchObject({
      refusal: { kind: 'ITEM_UNKNOWN', article: expect.stringContaining('第十五条第一款') },
    });
  });

  it('[T05] takes the severity of the item unless the center grades it otherwise', () => {
    expect(after(inAcceptance, [actors.town, accept({ itemCode: 'FLOOD' })]).severity).toBe('URGENT');
    expect(after(inAcceptance, [actors.town, accept({ itemCode: 'FLOOD', severity: 'MAJOR' })]).severity).toBe('MAJOR');
  });
});

describe('declining', () => {
  const decline = (reason: string): TicketCommand => ({ type: 'declineTicket', reason, words: '说明' });

  it('needs a reason of the local list', () => {
    expect(verdict(inAcceptance, [actors.town, decline('I_DO_NOT_WANT_TO')])).toBe('REASON_UNKNOWN');
  });

  it('ends the ticket and its clocks', () => {
    const state = after(inAcceptance, [actors.town, decline('UNCLEAR')]);
    expect([state.stage, state.closedAt, state.deadlines.every(({ stoppedAt }) => stoppedAt !== null)]).toEqual([
      'NOT_ACCEPTED',
      MORNING,
      true,
    ]);
  });
});

describe('solving on the spot', () => {
  it('[T03] leads to feedback when a resident waits for an answer', () => {
    expect(after(inAcceptance, [actors.worker, solve()]).stage).toBe('FEEDBACK');
  });

  it('[T03] leads to verification when nobody waits', () => {
    expect(after(reported({ source: 'PATROL' }), [actors.worker, solve()]).stage).toBe('VERIFICATION');
  });

  it.each([
    ['without evidence', inAcceptance, solve({ evidence: [] }), 'EVIDENCE_NEEDED'],
    ['what is only assisted with', inAcceptance, solve({ itemCode: 'MANHOLE' }), 'NOT_A_PRIMARY_DUTY'],
    ['what is off the list', inAcceptance, solve({ itemCode: 'INVENTED' }), 'ITEM_UNKNOWN'],
    ['what is urgent by its item', inAcceptance, solve({ itemCode: 'FLOOD' }), 'TOO_SERIOUS_FOR_THE_SPOT'],
    ['a major matter', reported({ severity: 'MAJOR' }), solve(), 'TOO_SERIOUS_FOR_THE_SPOT'],
  ] as const)('[T03] refuses %s', (_, state, command, kind) => {
    expect(verdict(state, [actors.worker, command])).toBe(kind);
  });
});

describe('level by level', () => {
  it('[T04] goes from town to county to city and no further', () => {
    const atCounty = after(inAcceptance, [actors.town, ESCALATE]);
    const atCity = after(atCounty, [actors.county, ESCALATE]);
    expect([atCounty.holder, atCity.holder]).toEqual([`${COUNTY}-OPERATION`, `${CITY}-OPERATION`]);
    expect(verdict(atCity, [actors.city, ESCALATE])).toBe('HIGHEST_LEVEL');
  });

  it('gives each center a clock of its own', () => {
    const { deadlines } = after(inAcceptance, [actors.town, ESCALATE]);
    expect(deadlines.map(({ unit, stoppedAt }) => [unit, stoppedAt === null])).toEqual([
      [`${TOWN}-TOWN`, false],
      [`${COUNTY}-OPERATION`, true],
    ]);
  });

  it('[T04] comes down again to a center of the own subtree', () => {
    const state = after(inDispatch, [actors.county, { type: 'assignDown', holder: `${TOWN}-TOWN`, words: null }]);
    expect(state.holder).toBe(`${TOWN}-TOWN`);
  });

  it.each([
    ['an unknown center', '410105002000-TOWN', 'UNIT_UNKNOWN'],
    ['a center beside', '410103000000-URBAN_MANAGEMENT', 'NOT_BELOW'],
    ['itself', `${COUNTY}-OPERATION`, 'NOT_BELOW'],
  ])('refuses to assign down to %s', (_, holder, kind) => {
    expect(verdict(inDispatch, [actors.county, { type: 'assignDown', holder, words: null }])).toBe(kind);
  });
});

describe('voiding', () => {
  it('takes back what is open and stops every clock but that of an order, which is still to be answered', () => {
    const state = after(after(after(inDispatch, [actors.county, dispatchOne()]), [actors.city, ESCALATE_NO]), VOID);
    expect(state.assignments.map(({ state: at }) => at)).toEqual(['REVOKED']);
    const running = state.deadlines.filter(({ stoppedAt }) => stoppedAt === null);
    expect(running.map(({ kind }) => kind)).toEqual(['SUPERVISE']);
  });
});

const VOID = [actors.county, { type: 'voidTicket', words: '重复' }] as const;
const ESCALATE_NO: TicketCommand = { type: 'superviseTicket', target: `${COUNTY}-URBAN_MANAGEMENT`, words: '催办' };
function dispatchOne(): TicketCommand {
  return {
    type: 'dispatchTicket',
    assignments: [
      { to: { unit: `${COUNTY}-URBAN_MANAGEMENT` }, part: 'LEAD', instruction: '修复', limit: null, milestones: [] },
    ],
    limit: null,
    words: null,
  };
}
