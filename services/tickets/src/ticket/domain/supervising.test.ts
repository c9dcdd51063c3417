import { describe, expect, it } from '@jest/globals';
import {
  actors,
  after,
  attempt,
  CITY,
  COUNTY,
  HEALTH,
  hoursLater,
  inHandling,
  MORNING,
  pack,
  TOWN,
  UNITS,
  URBAN,
  unit as unitAt,
  verdict,
} from '../../../test/ticket-story.ts';
import type { TicketCommand } from './commands.ts';
import type { TicketState } from './ticket.ts';

const supervise = (target: string): TicketCommand => ({ type: 'superviseTicket', target, words: '逾期未办' });
const ANSWER: TicketCommand = { type: 'answerSupervision', supervisionId: 's1', words: '正在办理', evidence: [] };
const SETTLE: TicketCommand = { type: 'settleSupervision', supervisionId: 's1', words: '已落实' };
const FAIL: TicketCommand = { type: 'failSupervision', supervisionId: 's1', words: '未落实' };

const supervised = after(inHandling, [actors.county, supervise(URBAN)]);
/** Ten days on nobody has done anything: everything is late. */
const LATE = hoursLater(240);
const overdue = after(inHandling, [actors.system, { type: 'passTime' }], LATE);

const lateId = (state: TicketState): string =>
  state.deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === 'a1')?.id ?? '';

describe('explaining lateness', () => {
  const explain = (deadlineId: string): TicketCommand => ({ type: 'explainLateness', deadlineId, words: '暴雨影响' });

  it('[T10] starts a clock for the late unit', () => {
    const owed = overdue.deadlines.find(({ kind, about }) => kind === 'EXPLAIN' && about === lateId(overdue));
    expect(owed).toMatchObject({ unit: URBAN, stoppedAt: null });
  });

  it('[T10] keeps the words with the deadline and stops that clock', () => {
    const state = after(overdue, [actors.urban, explain(lateId(overdue))], LATE);
    expect(state.deadlines.find(({ id }) => id === lateId(state))?.explanation).toBe('暴雨影响');
    expect(state.deadlines.find(({ about }) => about === lateId(state))?.stoppedAt).toEqual(LATE);
  });

  it.each([
    ['what is not late', inHandling, 'd4', MORNING, 'NOT_LATE'],
    ['a deadline there is not', overdue, 'd99', LATE, 'DEADLINE_UNKNOWN'],
  ] as const)('is refused for %s', (_, state, deadlineId, now, kind) => {
    expect(verdict(state, [actors.county, explain(deadlineId)], now)).toBe(kind);
  });

  it('is given once', () => {
    const state = after(overdue, [actors.urban, explain(lateId(overdue))], LATE);
    expect(verdict(state, [actors.urban, explain(lateId(overdue))], LATE)).toBe('EXPLAINED_BEFORE');
  });

  it('is the late unit’s own affair', () => {
    expect(verdict(overdue, [actors.police, explain(lateId(overdue))], LATE)).toBe('NOT_ALLOWED');
  });
});

describe('supervision', () => {
  it('[T11] runs on a clock of its own and says whether the unit was late', () => {
    const state = after(overdue, [actors.county, supervise(URBAN)], LATE);
    expect(state.deadlines.at(-1)).toMatchObject({ kind: 'SUPERVISE', unit: URBAN, about: 's1' });
    expect(state.timeline.at(-1)?.facts.late).toBe(true);
  });

  it.each([
    ['a unit that has no part in it', inHandling, supervise(HEALTH), 'NOT_CONCERNED'],
    ['a unit under an order already', supervised, supervise(URBAN), 'SUPERVISED_ALREADY'],
  ])('is refused for %s', (_, state, command, kind) => {
    expect(verdict(state, [actors.county, command])).toBe(kind);
  });

  it('may be of the holding center, by the one above', () => {
    expect(verdict(inHandling, [actors.city, supervise(`${COUNTY}-OPERATION`)])).toBe('DECIDED');
  });

  it('is answered by the unit and settled by the supervisor', () => {
    const answered = after(supervised, [actors.urban, ANSWER]);
    expect(answered.supervisions[0]?.state).toBe('ANSWERED');
    expect(after(answered, [actors.county, SETTLE]).supervisions[0]).toMatchObject({
      state: 'SETTLED',
      outcome: '已落实',
    });
  });

  it.each([
    ['answered by another unit', supervised, actors.police, ANSWER, 'NOT_ALLOWED'],
    ['settled before it was answered', supervised, actors.county, SETTLE, 'SUPERVISION_STATE'],
    ['settled by the supervised', after(supervised, [actors.urban, ANSWER]), actors.urban, SETTLE, 'NOT_ALLOWED'],
    ['failed while its limit runs', supervised, actors.county, FAIL, 'SUPERVISION_STILL_RUNNING'],
    ['failed by a town', supervised, actors.town, FAIL, 'NOT_ALLOWED'],
  ] as const)('is not %s', (_, state, actor, command, kind) => {
    expect(verdict(state, [actor, command])).toBe(kind);
  });
});

describe('referral to discipline inspection', () => {
  const failed = after(supervised, [actors.county, FAIL], LATE);

  it('[T12] follows a failed order at once and seals the dossier by the last hash before it', () => {
    expect(failed.referrals).toMatchObject([
      { about: URBAN, to: expect.stringMatching(new RegExp(`^${COUNTY}-DISCIPLINE`)) },
    ]);
    const before = failed.timeline.at(-2)?.hash;
    expect([supervised.timeline.at(-1)?.hash, before]).toContain(failed.referrals[0]?.dossierHash);
  });

  it('[T12] goes to the inspection above where the nearest is none: a dossier nobody reads is no referral', () => {
    const there = (code: string) => new Map([...UNITS, [code, { ...unitAt(code), function: 'DISCIPLINE_INSPECTION' }]]);
    const to = (code: string) =>
      after(supervised, [actors.county, FAIL], LATE, { units: there(code) }).referrals[0]?.to;
    const [county, city] = [`${COUNTY}-DISCIPLINE_INSPECTION`, `${CITY}-DISCIPLINE_INSPECTION`];
    expect([to(county), to(city)]).toEqual([county, city]);
  });

  it('[T12] is announced beside the failure, with the article', () => {
    const decision = attempt(supervised, [actors.county, FAIL], LATE);
    const verbs = decision.kind === 'DECIDED' ? decision.announcements.map(({ verb }) => verb) : [];
    expect(verbs.slice(-2)).toEqual(['supervision-failed', 'referred']);
  });

  it('does not stop the ticket', () => {
    expect(failed.stage).toBe('HANDLING');
  });

  it('does not happen where the law does not foresee it', () => {
    const rules = { ...pack, loop: { ...pack.loop, discipline: { ...pack.loop.discipline, foreseen: false } } };
    expect(after(supervised, [actors.county, FAIL], LATE, { pack: rules }).referrals).toEqual([]);
  });
});

it('keeps towns out of the supervision of a county’s department', () => {
  expect(TOWN.startsWith('410105')).toBe(true);
  expect(verdict(inHandling, [actors.town, supervise(URBAN)])).toBe('NOT_ALLOWED');
});

describe('what has ended', () => {
  const VOID: TicketCommand = { type: 'voidTicket', words: '误报' };
  const ended = after(supervised, [actors.city, VOID]);

  it('[T11] is still answered for: nobody gets out of an order by ending the ticket', () => {
    const answered = after(ended, [actors.urban, ANSWER]);
    expect(after(answered, [actors.county, SETTLE]).supervisions[0]?.state).toBe('SETTLED');
  });

  it('[T11] is late with its answer like any other, and fails', () => {
    const late = after(ended, [actors.system, { type: 'passTime' }], LATE);
    expect(verdict(late, [actors.county, FAIL], LATE)).toBe('DECIDED');
  });

  it('[T10] still owes the explanation of a lateness', () => {
    const state = after(overdue, [actors.city, VOID], LATE);
    const explain: TicketCommand = { type: 'explainLateness', deadlineId: lateId(state), words: '暴雨影响' };
    expect(
      state.deadlines.find(({ kind, about }) => kind === 'EXPLAIN' && about === lateId(state))?.stoppedAt,
    ).toBeNull();
    expect(verdict(state, [actors.urban, explain], LATE)).toBe('DECIDED');
  });

  it('is put under no new order', () => {
    expect(verdict(ended, [actors.county, supervise(`${TOWN}-TOWN`)])).toBe('WRONG_STAGE');
  });
});
