import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  anActor,
  attempt,
  CITY,
  COUNTY,
  EVIDENCE,
  FAIL,
  hoursLater,
  inHandling,
  inVerification,
  POLICE,
  packNamed,
  TOWN,
  URBAN,
  verdict,
} from '../../../test/ticket-story.ts';
import { deriveFields } from '../persistence/derived-fields.ts';
import { reviewingDivision } from './appealing.ts';
import { availableCommands } from './available-commands.ts';
import type { TicketCommand, WarningId } from './commands.ts';
import type { TicketState } from './ticket.ts';

const LATE = hoursLater(240);
const overdue = after(inHandling, [actors.system, { type: 'passTime' }], LATE);
const lateId = overdue.deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === 'a1')?.id ?? '';
const supervised = after(inHandling, [actors.county, { type: 'superviseTicket', target: URBAN, words: '督办' }]);
const failed = after(inVerification, [actors.county, { ...FAIL, falseClosure: true } as TicketCommand]);

const appeal = (warning: WarningId, reason = 'FORCE_MAJEURE'): TicketCommand => ({
  type: 'appealWarning',
  warning,
  reason,
  words: '暴雨无法施工',
  evidence: EVIDENCE,
});
const LATENESS = appeal({ of: 'DEADLINE', id: lateId });
const ORDER = appeal({ of: 'SUPERVISION', id: 's1' });
const FAILURE = appeal({ of: 'VERIFICATION', id: 'v1' });
const review = (outcome: 'UPHELD' | 'REJECTED' | 'PARTLY'): TicketCommand => ({
  type: 'reviewAppeal',
  appealId: 'p1',
  outcome,
  words: '经核实',
  evidence: [],
});
const FURTHER: TicketCommand = { type: 'appealFurther', appealId: 'p1', words: '不服', evidence: [] };

const contested = after(overdue, [actors.urban, LATENESS], LATE);
const rejected = after(contested, [actors.colleague, review('REJECTED')], LATE);
const further = after(rejected, [actors.urban, FURTHER], LATE);
const clocks = (state: TicketState) => state.deadlines.filter(({ kind }) => kind === 'APPEAL');

describe('a unit’s appeal', () => {
  it.each([
    ['a late deadline', overdue, LATENESS, LATE, 'LATENESS'],
    ['a supervision order', supervised, ORDER, undefined, 'SUPERVISION'],
    ['a false-closure mark', failed, FAILURE, undefined, 'FALSE_CLOSURE'],
    ['a failed verification', after(inVerification, [actors.county, FAIL]), FAILURE, undefined, 'FAILED_VERIFICATION'],
  ] as const)('[E06] may be against %s', (_, state, command, now, kind) => {
    expect(after(state, [actors.urban, command], now).appeals).toMatchObject([
      { id: 'p1', kind, unit: URBAN, state: 'FIRST_REVIEW', division: COUNTY },
    ]);
  });

  it('[E06] starts the clock of the first review, for the center that gave the warning', () => {
    expect(clocks(contested)).toMatchObject([{ about: 'p1', unit: `${COUNTY}-OPERATION`, stoppedAt: null }]);
    expect(deriveFields(contested).waitsFor).toContain(`center:${COUNTY}`);
  });

  it('[E06] leaves the raw fact as it was, whatever the outcome', () => {
    const upheld = after(contested, [actors.colleague, review('UPHELD')], LATE);
    const of = (state: TicketState) => state.deadlines.find(({ id }) => id === lateId);
    expect(of(upheld)).toEqual(of(overdue));
    expect(upheld.appeals).toMatchObject([{ state: 'FINAL', reviews: [{ outcome: 'UPHELD' }] }]);
  });

  it('[E06] goes further to the superior, with a limit of its own', () => {
    expect(further.appeals).toMatchObject([
      { state: 'FINAL_REVIEW', division: CITY, reviewer: `${CITY}-OPERATION`, furtherUntil: null },
    ]);
    expect(clocks(further)).toMatchObject([
      { unit: `${COUNTY}-OPERATION`, stoppedAt: LATE },
      { unit: `${CITY}-OPERATION`, stoppedAt: null },
    ]);
  });

  it('[E06] is final after the second review', () => {
    const final = after(further, [actors.city, review('PARTLY')], LATE);
    expect(final.appeals).toMatchObject([
      { state: 'FINAL', furtherUntil: null, reviews: [{ outcome: 'REJECTED' }, { outcome: 'PARTLY' }] },
    ]);
    expect(verdict(final, [actors.urban, FURTHER], LATE)).toBe('APPEAL_STATE');
  });

  it('[E06] that is upheld lifts an order that still stands', () => {
    const lodged = after(supervised, [actors.urban, ORDER]);
    const upheld = after(lodged, [actors.colleague, review('UPHELD')]);
    expect(upheld.supervisions).toMatchObject([{ state: 'LIFTED' }]);
    expect(upheld.deadlines.find(({ kind }) => kind === 'SUPERVISE')?.stoppedAt).not.toBeNull();
    const fail: TicketCommand = { type: 'failSupervision', supervisionId: 's1', words: '未落实' };
    expect(verdict(upheld, [actors.county, fail], LATE)).toBe('SUPERVISION_STATE');
  });

  it('does not undo a supervision that had ended', () => {
    const answered = after(supervised, [
      actors.urban,
      { type: 'answerSupervision', supervisionId: 's1', words: '在办', evidence: [] },
    ]);
    const settled = after(answered, [actors.county, { type: 'settleSupervision', supervisionId: 's1', words: '好' }]);
    const upheld = after(after(settled, [actors.urban, ORDER]), [actors.colleague, review('UPHELD')]);
    expect(upheld.supervisions).toMatchObject([{ state: 'SETTLED' }]);
  });

  it('keeps the falsely closed count beside the outcome', () => {
    const upheld = after(after(failed, [actors.urban, FAILURE]), [actors.colleague, review('UPHELD')]);
    expect(upheld.falseClosures).toBe(1);
  });

  it('[E06] of a center is reviewed by the one above', () => {
    const late = after(inHandling, [actors.system, { type: 'passTime' }], LATE);
    const own = late.deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === null)?.id ?? '';
    const state = after(late, [actors.county, appeal({ of: 'DEADLINE', id: own })], LATE);
    expect(state.appeals).toMatchObject([{ unit: `${COUNTY}-OPERATION`, division: CITY }]);
  });

  it('[E06] may come after the ticket has ended', () => {
    const ended = after(overdue, [actors.county, { type: 'voidTicket', words: '重复' }], LATE);
    const state = after(ended, [actors.urban, LATENESS], LATE);
    const reviewed = after(state, [actors.colleague, review('UPHELD')], LATE);
    expect([reviewed.stage, reviewed.closedAt]).toEqual([ended.stage, ended.closedAt]);
  });

  it('[E06] raises the alarm of a review that is not given in time', () => {
    const decision = attempt(contested, [actors.system, { type: 'passTime' }], hoursLater(1_000));
    const late = decision.kind === 'DECIDED' ? decision.announcements : [];
    expect(late.filter(({ verb, detail }) => verb === 'late' && detail.kind === 'APPEAL').length).toBe(1);
  });
});

describe('an appeal is refused', () => {
  const stranger = anActor('x', 'COUNTY_COORDINATOR', { division: '410103000000' });
  const sameUnit = anActor('urban-2', 'COUNTY_COORDINATOR', { division: COUNTY, organization: URBAN });

  it.each([
    ['to whom the warning is not', overdue, actors.police, LATENESS, LATE, 'NOT_ALLOWED'],
    ['where nothing is late', inHandling, actors.urban, LATENESS, undefined, 'WARNING_UNKNOWN'],
    [
      'against an order there is not',
      overdue,
      actors.urban,
      appeal({ of: 'SUPERVISION', id: lateId }),
      LATE,
      'WARNING_UNKNOWN',
    ],
    [
      'for a reason off the list',
      overdue,
      actors.urban,
      appeal({ of: 'DEADLINE', id: lateId }, 'X'),
      LATE,
      'REASON_UNKNOWN',
    ],
    ['a second time', contested, actors.urban, LATENESS, LATE, 'APPEALED_BEFORE'],
    ['after the window', overdue, actors.urban, LATENESS, hoursLater(600), 'APPEAL_WINDOW_OVER'],
  ] as const)('%s', (_, state, actor, command, now, kind) => {
    expect(verdict(state, [actor, command], now)).toBe(kind);
  });

  it.each([
    ['by a center that is not its reviewer', contested, stranger, 'NOT_ALLOWED'],
    ['by the superior before its turn', contested, actors.city, 'NOT_ALLOWED'],
    ['by the first body in the second place', further, actors.colleague, 'NOT_ALLOWED'],
    ['by somebody of the unit itself', contested, sameUnit, 'NOT_ALLOWED'],
    ['twice', rejected, actors.county, 'APPEAL_STATE'],
  ] as const)('review %s', (_, state, actor, kind) => {
    expect(verdict(state, [actor, review('UPHELD')], LATE)).toBe(kind);
  });

  it.each([
    ['ordered', supervised, ORDER],
    ['found', failed, FAILURE],
  ] as const)('[E06] review by the person who %s what is contested', (_, state, command) => {
    expect(verdict(after(state, [actors.urban, command]), [actors.county, review('REJECTED')])).toBe('OWN_DECISION');
  });

  it('further once the window after the first review has passed', () => {
    expect(verdict(rejected, [actors.urban, FURTHER], hoursLater(600))).toBe('APPEAL_WINDOW_OVER');
  });

  it('further by another unit, or before the first review', () => {
    expect(verdict(rejected, [actors.police, FURTHER], LATE)).toBe('NOT_ALLOWED');
    expect(verdict(contested, [actors.urban, FURTHER], LATE)).toBe('APPEAL_STATE');
  });

  it('for an appeal there is not', () => {
    expect(verdict(overdue, [actors.colleague, review('UPHELD')], LATE)).toBe('APPEAL_UNKNOWN');
  });
});

describe('appeals on offer', () => {
  const offered = (state: TicketState, actor: typeof actors.urban) =>
    availableCommands(state, actor, packNamed('zhengzhou')).filter((name) => /ppeal/.test(name));

  it('are those the state allows', () => {
    expect([
      offered(overdue, actors.urban),
      offered(contested, actors.colleague),
      offered(rejected, actors.urban).includes('appealFurther'),
      offered(inHandling, actors.urban),
    ]).toEqual([['appealWarning'], expect.arrayContaining(['reviewAppeal']), true, []]);
  });
});

describe('who reviews', () => {
  it.each([
    ['a department of the county', COUNTY, URBAN, COUNTY],
    ['the county’s own center', COUNTY, `${COUNTY}-OPERATION`, CITY],
    ['a town’s own center', TOWN, `${TOWN}-TOWN`, COUNTY],
    ['a town under a county that holds the ticket', COUNTY, `${TOWN}-TOWN`, COUNTY],
    ['a department of the county under a town that holds it', TOWN, POLICE, COUNTY],
    ['the city’s own center', CITY, `${CITY}-OPERATION`, null],
  ])('is, for %s, the nearest center above that is another', (_, from, unit, expected) => {
    expect(reviewingDivision(packNamed('zhengzhou'), from, unit)).toBe(expected);
  });
});
