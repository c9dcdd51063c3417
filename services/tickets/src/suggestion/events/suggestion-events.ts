import type { SuggestionSnapshot } from '@gridlink/contracts';
import type { EventDraft } from '@gridlink/event-bus';
import type { SuggestionVerb } from '../domain/announcement.ts';
import { lastAnswer, type Suggestion, seenBy } from '../domain/suggestion.ts';

/** What others may know of a suggestion: none of its words, no persons. */
function suggestionSnapshot(state: Suggestion): SuggestionSnapshot {
  const { id, code, jurisdiction, division, areas, gridId, gridCode, center, answerer, topic, answerBy } = state;
  const outcome = lastAnswer(state)?.outcome;
  return {
    id,
    code,
    jurisdiction,
    division,
    areas: [...areas],
    ...(gridId === null ? {} : { gridId }),
    ...(gridCode === null ? {} : { gridCode }),
    center,
    answerer,
    ...(topic === null ? {} : { topic }),
    state: state.state,
    ...(outcome === undefined ? {} : { outcome }),
    overdue: state.overdueAt !== null,
    seenBy: [...seenBy(state)],
    receivedAt: state.receivedAt.toISOString(),
    ...(answerBy === null ? {} : { answerBy: answerBy.toISOString() }),
  };
}

/** One event for each verb, all with the snapshot after the whole decision. */
export const suggestionDrafts = (state: Suggestion, verbs: readonly SuggestionVerb[]): readonly EventDraft[] =>
  verbs.map((verb) => ({
    type: `gridlink.tickets.suggestion.${verb}.v1`,
    data: { suggestion: suggestionSnapshot(state) },
  }));
