import { createWorkingCalendar, type Pack } from '@gridlink/jurisdiction';
import { describe, expect, it } from '@jest/globals';
import {
  actors,
  COUNTY,
  GRID,
  hoursLater,
  MORNING,
  pack,
  TOWN,
  UNITS,
  URBAN,
  VILLAGE,
} from '../../../test/ticket-story.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import { decideSuggestion, type SuggestionCommand, type SuggestionDecision, wasDoneBefore } from './decide.ts';
import { receiveSuggestion } from './receive.ts';
import { isAdopted, SUGGESTION_STATES, type Suggestion, type SuggestionState, seenBy } from './suggestion.ts';
import { SUGGESTION_TABLE, type SuggestionCommandName } from './suggestion-table.ts';

const CENTER = `${TOWN}-TOWN`;
const withoutLimit: Pack = { ...pack, limits: { ...pack.limits, suggestions: { basis: 'OPERATOR', article: null } } };

const received = (rules: Pack = pack, actor: Actor = actors.passerBy): Suggestion =>
  receiveSuggestion(
    {
      id: 's1',
      code: 'S4101002026030200000001',
      division: VILLAGE,
      areas: GRID.areas,
      gridId: GRID.id,
      gridCode: GRID.code,
      center: CENTER,
      subject: '增设路灯',
      text: '巷口夜里太暗',
      place: { address: null, point: null },
      topic: null,
      suggester: {
        anonymous: true,
        subject: actor.subject,
        organization: actor.organization,
        maskedName: null,
        maskedPhone: null,
        sealedContact: null,
      },
    },
    { pack: rules, calendar: createWorkingCalendar(rules), actor, now: MORNING, idempotencyKey: 'k0' },
  );

const COMMANDS: Readonly<Record<Exclude<SuggestionCommandName, 'passTime'>, readonly [SuggestionCommand, Actor]>> = {
  handOnSuggestion: [{ type: 'handOnSuggestion', to: URBAN, words: '请答复' }, actors.town],
  returnSuggestion: [{ type: 'returnSuggestion', words: '不属本单位' }, actors.urban],
  answerSuggestion: [{ type: 'answerSuggestion', outcome: 'ADOPTED', words: '将予增设' }, actors.town],
  rateSuggestionAnswer: [{ type: 'rateSuggestionAnswer', satisfied: true, words: null }, actors.reporter],
  raiseSuggestionTicket: [{ type: 'raiseSuggestionTicket' }, actors.county],
  redactSuggestion: [
    { type: 'redactSuggestion', fragments: ['巷口'], reason: 'PERSONAL_DATA', words: '写有住址' },
    actors.county,
  ],
};

const give = (
  state: Suggestion,
  command: SuggestionCommand,
  actor: Actor,
  { now = MORNING, key = null, rules = pack }: { now?: Date; key?: string | null; rules?: Pack } = {},
): SuggestionDecision =>
  decideSuggestion(state, command, {
    pack: rules,
    calendar: createWorkingCalendar(rules),
    actor,
    now,
    idempotencyKey: key,
    units: UNITS,
  });

const after = (state: Suggestion, command: SuggestionCommand, actor: Actor, more: Parameters<typeof give>[3] = {}) => {
  const decision = give(state, command, actor, more);
  if (decision.kind === 'REFUSED') throw new Error(JSON.stringify(decision.refusal));
  return decision.state;
};
const answered = (state = received()): Suggestion => after(state, ...COMMANDS.answerSuggestion);
const rated = (satisfied: boolean, now = MORNING): Suggestion =>
  after(answered(handedOn()), { type: 'rateSuggestionAnswer', satisfied, words: null }, actors.reporter, { now });
const handedOn = (state = received()): Suggestion => after(state, ...COMMANDS.handOnSuggestion);

const IN_STATE: Readonly<Record<SuggestionState, () => Suggestion>> = {
  OPEN: () => handedOn(),
  ANSWERED: () => answered(handedOn()),
  SATISFIED: () => rated(true),
  UNSATISFIED: () => rated(false),
};

describe('[T20] a suggestion, state by state', () => {
  const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
  const table = names.flatMap((name) => SUGGESTION_STATES.map((state) => [name, state] as const));

  it.each(table)('%s in %s does what the table says', (name, state) => {
    const before = IN_STATE[state]();
    // To whom it was handed on already, it is not handed on again: the police is another body.
    const [command, actor] =
      name === 'handOnSuggestion'
        ? ([{ ...COMMANDS[name][0], to: `${COUNTY}-PUBLIC_SECURITY` } as SuggestionCommand, actors.town] as const)
        : COMMANDS[name];
    const decision = give(before, command, actor);
    const { from, to } = SUGGESTION_TABLE[name];
    if (!from.includes(state)) {
      expect(decision).toEqual({ kind: 'REFUSED', refusal: { kind: 'SUGGESTION_STATE', state } });
      return;
    }
    expect(decision.kind === 'DECIDED' && to).toContain(
      decision.kind === 'DECIDED' && decision.state.state === state
        ? 'SAME'
        : (decision as { state: Suggestion }).state.state,
    );
  });

  it.each<[keyof typeof COMMANDS, readonly Actor[]]>([
    ['handOnSuggestion', [actors.worker, actors.urban, actors.neighbour, actors.otherCity, actors.reporter]],
    ['returnSuggestion', [actors.worker, actors.police, actors.county, actors.passerBy]],
    ['answerSuggestion', [actors.worker, actors.police, actors.neighbour, actors.reporter]],
    ['rateSuggestionAnswer', [actors.passerBy, actors.town, actors.urban]],
    ['raiseSuggestionTicket', [actors.worker, actors.urban, actors.neighbour, actors.reporter]],
    [
      'redactSuggestion',
      [actors.worker, actors.town, actors.urban, actors.neighbour, actors.otherCity, actors.reporter],
    ],
  ])('refuses %s to whoever may not', (name, others) => {
    const before = name === 'rateSuggestionAnswer' || name === 'raiseSuggestionTicket' ? answered() : handedOn();
    const [command] = COMMANDS[name];
    expect(others.map((actor) => give(before, command, actor))).toEqual(
      others.map(() => ({ kind: 'REFUSED', refusal: { kind: 'NOT_ALLOWED' } })),
    );
  });

  it.each<[string, Suggestion, SuggestionCommand, object]>([
    [
      'a body nobody knows',
      received(),
      { type: 'handOnSuggestion', to: 'nobody', words: '请答复' },
      { kind: 'ANSWERER_UNKNOWN', name: 'nobody' },
    ],
    [
      'a body of another county',
      received(),
      { type: 'handOnSuggestion', to: '410103000000-URBAN_MANAGEMENT', words: '请答复' },
      { kind: 'ANSWERER_OUTSIDE', name: '410103000000-URBAN_MANAGEMENT' },
    ],
    [
      'the body that has it',
      handedOn(),
      { type: 'handOnSuggestion', to: URBAN, words: '请答复' },
      { kind: 'WITH_IT_ALREADY', name: URBAN },
    ],
    ['a return of the center itself', received(), { type: 'returnSuggestion', words: '退' }, { kind: 'NOT_HANDED_ON' }],
    [
      'a ticket of what was not adopted',
      after(received(), { type: 'answerSuggestion', outcome: 'NOTED', words: '留作参考' }, actors.town),
      { type: 'raiseSuggestionTicket' },
      { kind: 'NOT_ADOPTED' },
    ],
  ])('refuses %s', (_what, before, command, refusal) => {
    expect(give(before, command, actors.town)).toEqual({ kind: 'REFUSED', refusal });
  });

  it('lies with the body it was handed on to, and with the center again once that gave it back', () => {
    const on = handedOn();
    const back = after(on, ...COMMANDS.returnSuggestion);
    expect([on.answerer, back.answerer, back.handOns[0]?.returned?.words]).toEqual([URBAN, CENTER, '不属本单位']);
    expect(seenBy(back)).toEqual(expect.arrayContaining([VILLAGE, TOWN, COUNTY, GRID.id, CENTER, URBAN]));
  });

  it('is answered once more to whoever is not satisfied, within the limit from then on', () => {
    const before = rated(false, hoursLater(24));
    const again = after(
      before,
      { type: 'answerSuggestion', outcome: 'PARTLY_ADOPTED', words: '先装一盏' },
      actors.town,
    );
    expect(before.answerBy?.getTime()).toBeGreaterThan(received().answerBy?.getTime() ?? 0);
    expect([again.state, again.answers.map(({ outcome }) => outcome), isAdopted(again)]).toEqual([
      'ANSWERED',
      ['ADOPTED', 'PARTLY_ADOPTED'],
      true,
    ]);
  });
});

describe('[T20] the limit of an answer', () => {
  const { answerBy } = received();
  const due = answerBy as Date;
  const pass = (state: Suggestion, now: Date) => give(state, { type: 'passTime' }, actors.system, { now });

  it('is the pack’s, counted on its calendar', () => {
    expect(received()).toMatchObject({ limit: pack.limits.suggestions.answer, overdueAt: null });
    expect(due.getTime()).toBeGreaterThan(hoursLater(24 * 15).getTime());
  });

  it('does not run where the pack sets none', () => {
    const state = received(withoutLimit);
    expect([state.limit, state.answerBy]).toEqual([null, null]);
    expect(give(state, { type: 'passTime' }, actors.system, { now: hoursLater(90_000), rules: withoutLimit })).toEqual({
      kind: 'DECIDED',
      state,
      verbs: [],
    });
  });

  it('is missed after its last instant, said once, and by whatever comes first', () => {
    const late = new Date(due.getTime() + 1);
    const onTime = pass(received(), due);
    const missed = pass(received(), late);
    const again = missed.kind === 'DECIDED' ? pass(missed.state, hoursLater(1, late)) : missed;
    const byAnswer = give(received(), ...COMMANDS.answerSuggestion, { now: late });
    expect([onTime, missed, again, byAnswer].map((decision) => decision.kind === 'DECIDED' && decision.verbs)).toEqual([
      [],
      ['overdue'],
      [],
      ['overdue', 'answered'],
    ]);
  });

  it('ends with the answer', () => {
    expect(pass(answered(), hoursLater(90_000))).toMatchObject({ verbs: [] });
  });

  it('is raised by the platform alone', () => {
    expect(give(received(), { type: 'passTime' }, actors.town, { now: hoursLater(90_000) })).toMatchObject({
      kind: 'REFUSED',
    });
  });
});

describe('[T20] a command given twice', () => {
  it.each(['handOnSuggestion', 'returnSuggestion', 'answerSuggestion'] as const)('%s is known by its key', (type) => {
    const [command, actor] = COMMANDS[type];
    const before = type === 'returnSuggestion' ? handedOn() : received();
    const state = after(before, command, actor, { key: 'k1' });
    const known = (subject: string, idempotencyKey: string | null) =>
      wasDoneBefore(state, type, { subject, idempotencyKey });
    expect([
      known(actor.subject, 'k1'),
      known('another', 'k1'),
      known(actor.subject, 'k2'),
      known(actor.subject, null),
    ]).toEqual([true, false, false, false]);
  });
});
