import type { Pack, WorkingCalendar } from '@gridlink/jurisdiction';
import type { Actor } from '../../ticket/domain/actor.ts';
import { limitEnd } from '../../ticket/domain/deadlines.ts';
import { keyedStep } from '../../ticket/domain/step.ts';
import type { Suggestion } from './suggestion.ts';

/** A suggestion that has been checked and located. */
export type NewSuggestion = Pick<
  Suggestion,
  | 'id'
  | 'code'
  | 'division'
  | 'areas'
  | 'gridId'
  | 'gridCode'
  | 'center'
  | 'subject'
  | 'text'
  | 'place'
  | 'topic'
  | 'suggester'
>;

/** All that taking in rests on: no clock, no database, no random. */
export type ReceivingFacts = {
  readonly pack: Pack;
  readonly calendar: WorkingCalendar;
  readonly actor: Actor;
  readonly now: Date;
  readonly idempotencyKey: string | null;
};

/** The clock of an answer that is owed from now on; none where the pack sets no limit. */
export function answerClock(
  { pack, calendar }: Pick<ReceivingFacts, 'pack' | 'calendar'>,
  now: Date,
): Pick<Suggestion, 'limit' | 'answerBy' | 'overdueAt'> {
  const limit = pack.limits.suggestions.answer ?? null;
  return { limit, answerBy: limit === null ? null : limitEnd(calendar, limit, now), overdueAt: null };
}

/** Takes a suggestion in: it lies with its grid center, which owes the answer. */
export function receiveSuggestion(given: NewSuggestion, facts: ReceivingFacts): Suggestion {
  const { pack, actor, now, idempotencyKey } = facts;
  return {
    ...given,
    jurisdiction: pack.code,
    takenBy: actor.kind === 'PUBLIC' ? null : keyedStep(actor, { now, words: null, idempotencyKey }),
    receivedAt: now,
    ...answerClock(facts, now),
    state: 'OPEN',
    answerer: given.center,
    handOns: [],
    answers: [],
  };
}
