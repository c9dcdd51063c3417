import { describe, expect, it } from '@jest/globals';
import { COUNTY, GRID, hoursLater, MORNING, reported, TOWN, VILLAGE } from '../../../test/ticket-story.ts';
import type { Deliberation, Resolution } from '../../deliberation/domain/deliberation.ts';
import type { Suggestion, SuggestionAnswer } from '../../suggestion/domain/suggestion.ts';
import { deliberationShares, suggestionShares } from './counted.ts';
import type { Fact } from './measure.ts';
import { originFacts, suggestionFacts } from './participation-facts.ts';
import { changesOf } from './share.ts';

const URBAN = `${COUNTY}-URBAN_MANAGEMENT`;
const DUE = hoursLater(48);
const TODAY = '2026-03-02';
const IN_TWO_DAYS = '2026-03-04';
const IN_FOUR_DAYS = '2026-03-06';

const step = (at: Date) => ({
  at,
  subject: 'lead',
  person: null,
  role: 'DEPARTMENT_LEAD',
  words: '答',
  idempotencyKey: null,
});
const answer = (at: Date, more: Partial<SuggestionAnswer> = {}): SuggestionAnswer => ({
  step: step(at),
  organization: URBAN,
  outcome: 'NOTED',
  dueAt: DUE,
  rating: null,
  ...more,
});
const suggestion = (more: Partial<Suggestion> = {}): Suggestion => ({
  id: 's1',
  code: 'S1',
  jurisdiction: 'zhengzhou',
  division: VILLAGE,
  areas: GRID.areas,
  gridId: GRID.id,
  gridCode: GRID.code,
  center: `${TOWN}-TOWN`,
  subject: '增设路灯',
  text: '太暗',
  place: { address: null, point: null },
  topic: null,
  suggester: {
    anonymous: true,
    subject: 'reporter',
    organization: null,
    maskedName: null,
    maskedPhone: null,
    sealedContact: null,
  },
  takenBy: null,
  receivedAt: MORNING,
  limit: { amount: 2, unit: 'NATURAL_DAY' },
  answerBy: DUE,
  overdueAt: null,
  state: 'OPEN',
  answerer: URBAN,
  handOns: [],
  answers: [],
  ...more,
});

/** Measures with their days, of the whole; those of the body are the same. */
const counted = (facts: readonly Fact[]): readonly string[] =>
  facts.filter(({ unit }) => unit === '*').map(({ measure, day }) => `${measure} ${day}`);
const of = (more: Partial<Suggestion>): readonly string[] => counted(suggestionFacts(suggestion(more)));

describe('[T20] a suggestion counts', () => {
  const taken = `SUGGESTIONS ${TODAY}`;
  const waiting = 'SUGGESTIONS_WAITING_NOW NOW';

  it.each<[string, Partial<Suggestion>, readonly string[]]>([
    ['as waiting until it is answered', {}, [taken, waiting]],
    [
      'as answered in time on the day of the answer; the due instant itself is in time',
      { state: 'ANSWERED', answers: [answer(DUE)] },
      [
        taken,
        `SUGGESTIONS_ANSWERED ${IN_TWO_DAYS}`,
        `SUGGESTION_ANSWER_DUE ${IN_TWO_DAYS}`,
        `SUGGESTION_ANSWER_ON_TIME ${IN_TWO_DAYS}`,
      ],
    ],
    [
      'as late from the day it fell due, and as overdue until it is answered',
      { overdueAt: hoursLater(49) },
      [taken, `SUGGESTION_ANSWER_DUE ${IN_TWO_DAYS}`, waiting, 'SUGGESTIONS_OVERDUE_NOW NOW'],
    ],
    [
      'as late still once it is answered',
      { state: 'ANSWERED', overdueAt: hoursLater(49), answers: [answer(hoursLater(96))] },
      [taken, `SUGGESTIONS_ANSWERED ${IN_FOUR_DAYS}`, `SUGGESTION_ANSWER_DUE ${IN_TWO_DAYS}`],
    ],
    [
      'as late when the second answer was, on the day of the first',
      { state: 'ANSWERED', answers: [answer(MORNING), answer(hoursLater(200), { dueAt: hoursLater(150) })] },
      [taken, `SUGGESTIONS_ANSWERED ${TODAY}`, `SUGGESTION_ANSWER_DUE ${TODAY}`],
    ],
    [
      'in no rate of time where no limit is set',
      { limit: null, answerBy: null, state: 'ANSWERED', answers: [answer(MORNING, { dueAt: null })] },
      [taken, `SUGGESTIONS_ANSWERED ${TODAY}`],
    ],
    [
      'as taken up when its last answer says so, and as waiting again when that does not satisfy',
      { state: 'UNSATISFIED', answers: [answer(MORNING, { outcome: 'ADOPTED' })] },
      [
        taken,
        `SUGGESTIONS_ANSWERED ${TODAY}`,
        `SUGGESTIONS_ADOPTED ${TODAY}`,
        `SUGGESTION_ANSWER_DUE ${TODAY}`,
        `SUGGESTION_ANSWER_ON_TIME ${TODAY}`,
        waiting,
      ],
    ],
  ])('%s', (_what, more, expected) => {
    expect(of(more)).toEqual(expected);
  });

  it('for the whole and for the body that owes the answer, in wholes of every place it lies in', () => {
    const [one] = suggestionShares(suggestion());
    const keys = changesOf([{ before: null, after: one?.share ?? null }]).map(({ key }) => key);
    expect(new Set(keys.map(({ category }) => category))).toEqual(new Set(['*']));
    expect(new Set(keys.map(({ place }) => place))).toEqual(new Set([...GRID.areas, GRID.id]));
    expect(keys.filter(({ place }) => place === COUNTY).map(({ unit }) => unit)).toEqual(
      expect.arrayContaining(['*', URBAN]),
    );
  });
});

const resolved = (outcome: Resolution['outcome'], actions: Resolution['actions'] = []): Resolution => ({
  step: step(DUE),
  outcome,
  votes: null,
  actions,
});
const item = (id: string, resolution: Resolution | null) => ({
  id,
  subject: '议题',
  source: null,
  carriedFrom: null,
  added: null,
  resolution,
});
const ACTION = { title: '装灯', text: '装灯', address: '巷口' };

describe('[T19] a deliberation counts', () => {
  const meeting = {
    id: 'd1',
    jurisdiction: 'zhengzhou',
    areas: GRID.areas,
    gridId: GRID.id,
    agenda: [item('i1', resolved('AGREED', [ACTION])), item('i2', resolved('DEFERRED')), item('i3', null)],
    attendees: [{ presentAt: hoursLater(96) }, { presentAt: DUE }, { presentAt: null }],
    minutes: null,
  } as unknown as Deliberation;
  const shares = (state: Deliberation) =>
    deliberationShares(state).map(({ id, share }) => [id, ...counted(share.facts)]);

  it('as held on the day the first came, and each item that is resolved for itself', () => {
    expect(shares(meeting)).toEqual([
      ['d1', `DELIBERATIONS_HELD ${IN_TWO_DAYS}`],
      ['d1|i1', `RESOLUTIONS ${IN_TWO_DAYS}`, `RESOLUTIONS_AGREED ${IN_TWO_DAYS}`],
      ['d1|i2', `RESOLUTIONS ${IN_TWO_DAYS}`],
    ]);
  });

  it('an item as having become tickets once the minutes are published', () => {
    const published = { ...meeting, minutes: {} } as Deliberation;
    expect(shares(published)[1]).toContain(`RESOLUTIONS_WITH_TICKETS ${IN_TWO_DAYS}`);
    expect(shares(published)[2]).not.toContain(`RESOLUTIONS_WITH_TICKETS ${IN_TWO_DAYS}`);
  });

  it('not at all until somebody came', () => {
    expect(shares({ ...meeting, agenda: [], attendees: [] })).toEqual([['d1']]);
  });

  it('in its tickets: those that came of it, and of these the closed', () => {
    const origin = { kind: 'RESOLUTION', id: 'd1', code: 'D1', part: 'i1.1' } as const;
    const ticket = { ...reported(), origin };
    expect([
      counted(originFacts(ticket)),
      counted(originFacts({ ...ticket, stage: 'CLOSED' })),
      originFacts(reported()),
    ]).toEqual([[`OF_RESOLUTIONS ${TODAY}`], [`OF_RESOLUTIONS ${TODAY}`, `OF_RESOLUTIONS_CLOSED ${TODAY}`], []]);
  });
});
