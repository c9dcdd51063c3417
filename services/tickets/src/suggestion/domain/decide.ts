import type { Role } from '@gridlink/contracts';
import type { Pack, WorkingCalendar } from '@gridlink/jurisdiction';
import type { Actor } from '../../ticket/domain/actor.ts';
import { worksInCenter } from '../../ticket/domain/centers.ts';
import type { Unit } from '../../ticket/domain/decision.ts';
import { standsFor } from '../../ticket/domain/relations.ts';
import { type KeyedStep, keyedStep } from '../../ticket/domain/step.ts';
import type { SuggestionVerb } from './announcement.ts';
import { answerClock } from './receive.ts';
import { redactedFields, redactionRefusal, type SuggestionRedacting } from './redact.ts';
import type { SuggestionRefusal } from './refusal.ts';
import { isAdopted, type Suggestion, type SuggestionOutcome } from './suggestion.ts';
import { isOwed, SUGGESTION_TABLE, type SuggestionCommandName, type SuggestionRelation } from './suggestion-table.ts';

export type SuggestionCommand =
  | { readonly type: 'handOnSuggestion'; readonly to: string; readonly words: string }
  | { readonly type: 'returnSuggestion'; readonly words: string }
  | { readonly type: 'answerSuggestion'; readonly outcome: SuggestionOutcome; readonly words: string }
  | { readonly type: 'rateSuggestionAnswer'; readonly satisfied: boolean; readonly words: string | null }
  | { readonly type: 'raiseSuggestionTicket' }
  | ({ readonly type: 'redactSuggestion' } & SuggestionRedacting)
  | { readonly type: 'passTime' };

type CommandOf<T extends SuggestionCommandName> = Extract<SuggestionCommand, { type: T }>;

export type SuggestionCircumstances = {
  readonly pack: Pack;
  readonly calendar: WorkingCalendar;
  readonly actor: Actor;
  readonly now: Date;
  readonly idempotencyKey: string | null;
  /** Organizations the command names. */
  readonly units: ReadonlyMap<string, Unit>;
};

export type SuggestionDecision =
  | { readonly kind: 'DECIDED'; readonly state: Suggestion; readonly verbs: readonly SuggestionVerb[] }
  | { readonly kind: 'REFUSED'; readonly refusal: SuggestionRefusal };

type Situation<C> = SuggestionCircumstances & { readonly state: Suggestion; readonly command: C };

/** A document stays small: nobody passes a suggestion on, or answers it, more often. */
const MOST_HAND_ONS = 20;
const MOST_ANSWERS = 10;

const refused = (refusal: SuggestionRefusal): SuggestionDecision => ({ kind: 'REFUSED', refusal });
const changed = (state: Suggestion, patch: Partial<Suggestion>, ...verbs: SuggestionVerb[]): SuggestionDecision => ({
  kind: 'DECIDED',
  state: { ...state, ...patch },
  verbs,
});

const stepNow = ({ actor, now, idempotencyKey }: SuggestionCircumstances, words: string | null): KeyedStep =>
  keyedStep(actor, { now, words, idempotencyKey });

type Standing = Pick<Situation<unknown>, 'pack' | 'actor' | 'state'>;

/** Who takes personal data out of records, as of tickets. */
const AUTHORITIES: readonly Role[] = ['COUNTY_COORDINATOR', 'CITY_COORDINATOR'];

const STANDS: Readonly<Record<SuggestionRelation, (standing: Standing) => boolean>> = {
  CENTER: ({ actor, state: { areas } }) =>
    actor.division !== null && worksInCenter(actor) && areas.includes(actor.division),
  AUTHORITY: ({ actor: { division, roles }, state: { areas } }) =>
    division !== null && areas.includes(division) && roles.some((role) => AUTHORITIES.includes(role)),
  ANSWERER: ({ pack, actor, state: { answerer } }) => standsFor(pack, actor, { unit: answerer, gridId: null }),
  SUGGESTER: ({ actor }) => actor.provedReporter,
  SYSTEM: ({ actor }) => actor.kind === 'SYSTEM',
};

/** Whoever owes the answer must be able to ask back; the center also until the resident is satisfied, to invite to a meeting. */
export function mayContact({ pack, actor, state }: Standing): boolean {
  const stands = (relation: 'CENTER' | 'ANSWERER'): boolean => STANDS[relation]({ pack, actor, state });
  return (state.state !== 'SATISFIED' && stands('CENTER')) || (isOwed(state.state) && stands('ANSWERER'));
}

function handOn(situation: Situation<CommandOf<'handOnSuggestion'>>): SuggestionDecision {
  const { state, command, units } = situation;
  const name = command.to;
  const unit = units.get(name);
  if (!unit?.active) return refused({ kind: 'ANSWERER_UNKNOWN', name });
  // A body answers for the divisions it belongs to: its own must be one the suggestion lies in.
  if (!state.areas.includes(unit.division)) return refused({ kind: 'ANSWERER_OUTSIDE', name });
  if (state.answerer === unit.code) return refused({ kind: 'WITH_IT_ALREADY', name });
  if (state.handOns.length >= MOST_HAND_ONS) return refused({ kind: 'HANDED_ON_ENOUGH', most: MOST_HAND_ONS });
  const handOns = [...state.handOns, { step: stepNow(situation, command.words), to: unit.code, returned: null }];
  return changed(state, { answerer: unit.code, handOns }, 'handed-on');
}

function giveBack(situation: Situation<CommandOf<'returnSuggestion'>>): SuggestionDecision {
  const { state, command } = situation;
  if (state.answerer === state.center) return refused({ kind: 'NOT_HANDED_ON' });
  const returned = stepNow(situation, command.words);
  const handOns = state.handOns.with(-1, { ...(state.handOns.at(-1) as Suggestion['handOns'][number]), returned });
  return changed(state, { answerer: state.center, handOns }, 'returned');
}

function answer(situation: Situation<CommandOf<'answerSuggestion'>>): SuggestionDecision {
  const { state, command, actor } = situation;
  if (state.answers.length >= MOST_ANSWERS) return refused({ kind: 'ANSWERED_ENOUGH', most: MOST_ANSWERS });
  const organization = actor.organization ?? state.answerer;
  const given = {
    step: stepNow(situation, command.words),
    organization,
    outcome: command.outcome,
    dueAt: state.answerBy,
    rating: null,
  };
  return changed(state, { state: 'ANSWERED', answers: [...state.answers, given] }, 'answered');
}

/** Whoever is not satisfied is owed an answer anew, within the same limit. */
function rate(situation: Situation<CommandOf<'rateSuggestionAnswer'>>): SuggestionDecision {
  const { state, command, now } = situation;
  const { satisfied, words } = command;
  const answers = state.answers.with(-1, {
    ...(state.answers.at(-1) as Suggestion['answers'][number]),
    rating: { at: now, satisfied, words },
  });
  const next = satisfied
    ? ({ state: 'SATISFIED' } as const)
    : ({ state: 'UNSATISFIED', ...answerClock(situation, now) } as const);
  return changed(state, { ...next, answers }, 'rated');
}

/** What was taken out is nowhere on record; who, why, when and where it stood is. */
function redact(situation: Situation<CommandOf<'redactSuggestion'>>): SuggestionDecision {
  const { state, command, pack } = situation;
  const refusal = redactionRefusal(state, command, pack);
  if (refusal) return refused(refusal);
  const left = redactedFields(state, command.fragments);
  const before = left.redactions ?? state.redactions ?? [];
  const record = { step: stepNow(situation, command.words), reason: command.reason, places: Object.keys(left) };
  return changed(state, { ...left, redactions: [...before, record] });
}

/** Lateness does not depend on when a sweeper came by: whatever is decided, what was missed by now is said first. The due instant itself is still on time. */
function passTime({ state, now }: Pick<Situation<unknown>, 'state' | 'now'>): SuggestionDecision & { kind: 'DECIDED' } {
  const { answerBy, overdueAt } = state;
  const isMissed = isOwed(state.state) && overdueAt === null && answerBy !== null && now > answerBy;
  return isMissed
    ? { kind: 'DECIDED', state: { ...state, overdueAt: now }, verbs: ['overdue'] }
    : { kind: 'DECIDED', state, verbs: [] };
}

function perform(situation: Situation<SuggestionCommand>): SuggestionDecision {
  const { state, command } = situation;
  switch (command.type) {
    case 'handOnSuggestion':
      return handOn({ ...situation, command });
    case 'returnSuggestion':
      return giveBack({ ...situation, command });
    case 'answerSuggestion':
      return answer({ ...situation, command });
    case 'rateSuggestionAnswer':
      return rate({ ...situation, command });
    case 'raiseSuggestionTicket':
      return isAdopted(state) ? changed(state, {}) : refused({ kind: 'NOT_ADOPTED' });
    case 'redactSuggestion':
      return redact({ ...situation, command });
    case 'passTime':
      return changed(state, {});
  }
}

/** What follows from a command: the next state and the events others hear, or why not. */
export function decideSuggestion(
  before: Suggestion,
  command: SuggestionCommand,
  circumstances: SuggestionCircumstances,
): SuggestionDecision {
  const passed = passTime({ state: before, now: circumstances.now });
  const situation = { ...circumstances, state: passed.state, command };
  const { from, by } = SUGGESTION_TABLE[command.type];
  if (!by.some((relation) => STANDS[relation](situation))) return refused({ kind: 'NOT_ALLOWED' });
  if (command.type === 'passTime') return passed;
  if (!from.includes(passed.state.state)) return refused({ kind: 'SUGGESTION_STATE', state: passed.state.state });
  const decision = perform(situation);
  return decision.kind === 'REFUSED' ? decision : { ...decision, verbs: [...passed.verbs, ...decision.verbs] };
}

/** The same command by the same actor under the same key: a retry whose first answer was lost. */
export function wasDoneBefore(
  { handOns, answers, redactions = [] }: Suggestion,
  type: SuggestionCommandName,
  by: { readonly subject: string; readonly idempotencyKey: string | null },
): boolean {
  const steps: readonly (KeyedStep | null)[] =
    type === 'handOnSuggestion'
      ? handOns.map(({ step }) => step)
      : type === 'returnSuggestion'
        ? handOns.map(({ returned }) => returned)
        : type === 'answerSuggestion'
          ? answers.map(({ step }) => step)
          : type === 'redactSuggestion'
            ? redactions.map(({ step }) => step)
            : [];
  return (
    by.idempotencyKey !== null &&
    steps.some((step) => step?.subject === by.subject && step.idempotencyKey === by.idempotencyKey)
  );
}
