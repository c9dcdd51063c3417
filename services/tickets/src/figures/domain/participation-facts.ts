import type { AgendaItem, Deliberation } from '../../deliberation/domain/deliberation.ts';
import { isAdopted, type Suggestion, type SuggestionAnswer } from '../../suggestion/domain/suggestion.ts';
import { isOwed } from '../../suggestion/domain/suggestion-table.ts';
import type { TicketState } from '../../ticket/domain/ticket.ts';
import { dayOf, firstOf } from './days.ts';
import { ALL, type Day, type Fact, type Measure, NOW } from './measure.ts';

/** An answer that was given in time; null where no limit was set for it. */
const wasInTime = ({ step, dueAt }: SuggestionAnswer): boolean | null => (dueAt === null ? null : step.at <= dueAt);

/** When the first limit was decided: the instant it was kept, or fell due undone; null while it is neither. */
function decidedAt({ answers, answerBy, overdueAt }: Suggestion): Date | null {
  const kept = answers.map(({ step, dueAt }) => (dueAt === null || step.at <= dueAt ? step.at : dueAt));
  const limited = kept.filter((_, index) => answers[index]?.dueAt !== null);
  return firstOf([...limited, overdueAt === null ? null : answerBy]);
}

/** What was owed within a limit is what was answered and what fell due unanswered; one lateness makes it late. */
function limitMeasures(state: Suggestion): readonly Measure[] {
  const isLate = state.overdueAt !== null && isOwed(state.state);
  const kept = !isLate && state.answers.every((answer) => wasInTime(answer) !== false);
  return ['SUGGESTION_ANSWER_DUE', ...(kept ? (['SUGGESTION_ANSWER_ON_TIME'] as const) : [])];
}

/** Everything a suggestion is counted as, for the whole and for the body that owes the answer or gave it. */
export function suggestionFacts(state: Suggestion): readonly Fact[] {
  const { answers, answerer, receivedAt, overdueAt } = state;
  const [first] = answers;
  const decided = decidedAt(state);
  const owed = isOwed(state.state);
  const counted: readonly (readonly [Measure, Day])[] = [
    ['SUGGESTIONS', dayOf(receivedAt)],
    ...(first ? ([['SUGGESTIONS_ANSWERED', dayOf(first.step.at)]] as const) : []),
    ...(first && isAdopted(state) ? ([['SUGGESTIONS_ADOPTED', dayOf(first.step.at)]] as const) : []),
    ...(decided === null ? [] : limitMeasures(state).map((measure) => [measure, dayOf(decided)] as const)),
    ...(owed ? ([['SUGGESTIONS_WAITING_NOW', NOW]] as const) : []),
    ...(owed && overdueAt !== null ? ([['SUGGESTIONS_OVERDUE_NOW', NOW]] as const) : []),
  ];
  return counted.flatMap(([measure, day]) => [ALL, answerer].map((unit) => ({ measure, unit, day })));
}

const forAll = (measures: readonly Measure[], day: Day): readonly Fact[] =>
  measures.map((measure) => ({ measure, unit: ALL, day }));

/** A deliberation counts on the day the first who came was counted. */
export function deliberationFacts({ attendees }: Pick<Deliberation, 'attendees'>): readonly Fact[] {
  const opened = firstOf(attendees.map(({ presentAt }) => presentAt));
  return opened === null ? [] : forAll(['DELIBERATIONS_HELD'], dayOf(opened));
}

/** An item counts on the day it was resolved; tickets come of it when the minutes are published. */
export function resolutionFacts(
  { resolution }: Pick<AgendaItem, 'resolution'>,
  { minutes }: Pick<Deliberation, 'minutes'>,
): readonly Fact[] {
  if (resolution === null) return [];
  const { outcome, actions, step } = resolution;
  const measures: readonly Measure[] = [
    'RESOLUTIONS',
    ...(outcome === 'AGREED' ? (['RESOLUTIONS_AGREED'] as const) : []),
    ...(minutes !== null && actions.length > 0 ? (['RESOLUTIONS_WITH_TICKETS'] as const) : []),
  ];
  return forAll(measures, dayOf(step.at));
}

/** A ticket that came of a resolution, on the day it was made; closed or not. */
export function originFacts({ origin, stage, reportedAt }: Pick<TicketState, 'origin' | 'stage' | 'reportedAt'>) {
  if (origin?.kind !== 'RESOLUTION') return [];
  const closed: readonly Measure[] = stage === 'CLOSED' ? ['OF_RESOLUTIONS_CLOSED'] : [];
  return forAll(['OF_RESOLUTIONS', ...closed], dayOf(reportedAt));
}
