import { describe, expect, it } from '@jest/globals';
import {
  ACCEPT,
  actors,
  after,
  complete,
  DISPATCH,
  FAIL,
  giveBack,
  hoursLater,
  inDispatch,
  inFeedback,
  inHandling,
  inVerification,
  inWork,
  isClosed,
  PASS,
  POLICE,
  REOPEN,
  reported,
  reportIn,
  TOWN,
  URBAN,
} from '../../../test/ticket-story.ts';
import type { TicketState } from '../../ticket/domain/ticket.ts';
import type { EvidenceFlag } from '../../ticket/domain/vocabulary.ts';
import { factsOf } from './facts.ts';
import type { Measure } from './measure.ts';

const RULES = { satisfiedFrom: 4, mostExtensions: 2 };
const MONDAY = '2026-03-02';

/** Units a measure counts the ticket for. */
const unitsOf = (state: TicketState, measure: Measure): readonly string[] =>
  factsOf(state, RULES)
    .filter((fact) => fact.measure === measure)
    .map(({ unit }) => unit)
    .toSorted();
const dayOf = (state: TicketState, measure: Measure, unit = '*'): string | undefined =>
  factsOf(state, RULES).find((fact) => fact.measure === measure && fact.unit === unit)?.day;
const counts = (state: TicketState, measure: Measure, unit = '*'): boolean => dayOf(state, measure, unit) !== undefined;

const TEN_DAYS = hoursLater(240);
const late = after(inHandling, [actors.system, { type: 'passTime' }], TEN_DAYS);
const appealed = (
  state: TicketState,
  of: 'DEADLINE' | 'VERIFICATION' | 'SUPERVISION',
  id: string,
  actor = actors.urban,
) =>
  after(
    state,
    [actor, { type: 'appealWarning', warning: { of, id }, reason: 'FACTS_DIFFER', words: '不实', evidence: [] }],
    state === late ? TEN_DAYS : undefined,
  );
const upheld = (state: TicketState, now?: Date) =>
  after(
    state,
    [actors.colleague, { type: 'reviewAppeal', appealId: 'p1', outcome: 'UPHELD', words: '成立', evidence: [] }],
    now,
  );

describe('a ticket counts', () => {
  it('as registered on the day of its report, and as open until it ends', () => {
    expect([dayOf(reported(), 'REGISTERED'), dayOf(reported(), 'STILL_OPEN')]).toEqual([MONDAY, MONDAY]);
    expect([counts(isClosed, 'STILL_OPEN'), counts(isClosed, 'CLOSED')]).toEqual([false, true]);
  });

  it('as accepted in time for the center that did', () => {
    expect(unitsOf(inDispatch, 'ACCEPT_ON_TIME')).toEqual(['*', `${TOWN}-TOWN`]);
  });

  it('as due to be handled when it is handled, not when it is registered', () => {
    expect(counts(inWork, 'HANDLE_DUE')).toBe(false);
    expect(unitsOf(inFeedback, 'HANDLE_DUE')).toEqual(['*', POLICE, URBAN]);
    expect(unitsOf(inFeedback, 'HANDLE_ON_TIME')).toEqual(['*', POLICE, URBAN]);
  });

  it('as due and not in time from the day it fell due undone', () => {
    expect([counts(late, 'HANDLE_DUE', URBAN), counts(late, 'HANDLE_ON_TIME', URBAN)]).toEqual([true, false]);
    const due = late.deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === 'a1')?.dueAt as Date;
    expect(dayOf(late, 'HANDLE_DUE', URBAN)).toBe(new Date(due.getTime() + 8 * 3_600_000).toISOString().slice(0, 10));
  });

  it('for a unit that hands it back as handed back, not as handled', () => {
    const back = after(inHandling, [actors.police, giveBack('a2')]);
    expect([counts(back, 'RETURNED', POLICE), counts(back, 'HANDLE_DUE', POLICE)]).toEqual([true, false]);
    expect(counts(back, 'RETURNED', URBAN)).toBe(false);
  });

  it('[B06] as in time again once an appeal against the lateness was upheld', () => {
    const deadline = late.deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === 'a1')?.id ?? '';
    const excused = upheld(appealed(late, 'DEADLINE', deadline), TEN_DAYS);
    const before = factsOf(late, RULES).map((fact) => JSON.stringify(fact));
    const added = factsOf(excused, RULES).filter((fact) => !before.includes(JSON.stringify(fact)));
    expect(added.map(({ measure, unit }) => [measure, unit])).toEqual([['HANDLE_ON_TIME', URBAN]]);
  });

  it('as passed at the first verification, or as reworked', () => {
    expect([counts(isClosed, 'FIRST_PASSED'), counts(isClosed, 'REWORKED')]).toEqual([true, false]);
    const failed = after(inVerification, [actors.county, FAIL]);
    expect([counts(failed, 'FIRST_PASSED'), counts(failed, 'REWORKED'), counts(failed, 'FALSELY_CLOSED')]).toEqual([
      false,
      true,
      false,
    ]);
    expect(unitsOf(failed, 'REWORKED')).toEqual(['*', POLICE, URBAN]);
  });

  it('as falsely closed unless that was overturned', () => {
    const failed = after(inVerification, [actors.county, { ...FAIL, falseClosure: true } as typeof FAIL]);
    expect(counts(failed, 'FALSELY_CLOSED', URBAN)).toBe(true);
    const overturned = upheld(appealed(failed, 'VERIFICATION', 'v1'));
    expect([counts(overturned, 'FALSELY_CLOSED'), counts(overturned, 'REWORKED')]).toEqual([false, false]);
  });

  it.each([
    [5, true],
    [4, true],
    [3, false],
  ])('as rated, and with a mark of %i satisfied: %s', (satisfaction, satisfied) => {
    const rated = after(inVerification, [actors.county, { ...PASS, satisfaction } as typeof PASS]);
    expect([counts(rated, 'RATED'), counts(rated, 'SATISFIED')]).toEqual([true, satisfied]);
  });

  it('as reopened, on the day it had first been closed', () => {
    const again = after(isClosed, [actors.reporter, REOPEN], hoursLater(30));
    expect([dayOf(again, 'ENDED_WELL'), dayOf(again, 'REOPENED'), counts(again, 'CLOSED')]).toEqual([
      MONDAY,
      MONDAY,
      false,
    ]);
  });

  it('[B07] as closed by whoever reported it', () => {
    const report = { reporter: { ...reported().reporter, organization: URBAN } };
    const dispatched = after(
      after(after(reported(report), [actors.town, ACCEPT]), [
        actors.town,
        { type: 'escalateTicket', words: '须部门办理' },
      ]),
      [actors.county, { ...DISPATCH, assignments: [DISPATCH.assignments[0]] }],
    );
    const done = after(after(dispatched, [actors.urban, reportIn('a1')]), [actors.urban, complete('a1')]);
    const fedBack = after(done, [actors.county, { type: 'giveFeedback', words: '已修复', contacted: true }]);
    expect(unitsOf(after(fedBack, [actors.county, PASS]), 'SELF_CLOSED')).toEqual(['*', URBAN]);
    expect(counts(isClosed, 'SELF_CLOSED')).toBe(false);
  });

  it('[B07] as handed in by a body, and as cut from another of its own', () => {
    const report = { source: 'PATROL', reporter: { ...reported().reporter, organization: URBAN } } as const;
    const whole = after(reported(report), [actors.town, ACCEPT]);
    const part = after(reported(report), [actors.town, ACCEPT], undefined, { cutFrom: '41010020260302000000' });
    expect([unitsOf(whole, 'HANDED_IN'), unitsOf(whole, 'SPLIT')]).toEqual([['*', URBAN], []]);
    expect(unitsOf(part, 'SPLIT')).toEqual(['*', URBAN]);
    expect(unitsOf(inDispatch, 'HANDED_IN')).toEqual([]);
  });

  it('[B07] as handled with a photo that was used before, for the unit that did', () => {
    const at = { takenAt: null, point: null };
    const kept = { id: 'f1', type: 'image/jpeg', size: 1, claimed: at, recorded: at };
    const photo = (flags: readonly EvidenceFlag[]) => [
      { name: '照片', uri: 'evidence:f1', sha256: null, kept: { ...kept, flags } },
    ];
    const done = (flags: readonly EvidenceFlag[]) =>
      after(inWork, [actors.urban, { ...complete('a1'), evidence: photo(flags) } as ReturnType<typeof complete>]);
    expect([unitsOf(done([]), 'PHOTOGRAPHED'), unitsOf(done([]), 'PHOTO_REUSED')]).toEqual([['*', URBAN], []]);
    expect(unitsOf(done(['REUSED']), 'PHOTO_REUSED')).toEqual(['*', URBAN]);
    expect(unitsOf(done(['ALIKE']), 'PHOTO_REUSED')).toEqual(['*', URBAN]);
    expect(unitsOf(done(['FAR_FROM_PLACE']), 'PHOTO_REUSED')).toEqual([]);
    expect(unitsOf(isClosed, 'PHOTOGRAPHED')).toEqual([]);
  });

  it('as supervised for the unit the order is to, unless it was overturned', () => {
    const ordered = after(inHandling, [actors.county, { type: 'superviseTicket', target: URBAN, words: '督办' }]);
    expect(unitsOf(ordered, 'SUPERVISED')).toEqual(['*', URBAN]);
    expect(counts(upheld(appealed(ordered, 'SUPERVISION', 's1')), 'SUPERVISED')).toBe(false);
  });

  it('as void and as nothing else once it is void', () => {
    const voided = after(inHandling, [actors.county, { type: 'voidTicket', words: '误报' }]);
    expect(factsOf(voided, RULES).map(({ measure }) => measure)).toEqual(['VOIDED', 'STAGE_VOID']);
  });

  it('for its units as theirs while they are at it', () => {
    expect(unitsOf(inWork, 'OPEN_NOW')).toEqual(['*', POLICE, URBAN]);
    expect(unitsOf(late, 'LATE_NOW')).toEqual(expect.arrayContaining(['*', POLICE, URBAN]));
    expect(unitsOf(inWork, 'STAGE_HANDLING')).toEqual(['*', POLICE, URBAN]);
  });
});
