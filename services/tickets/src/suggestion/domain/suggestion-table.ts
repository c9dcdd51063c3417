import { SUGGESTION_STATES, type SuggestionState } from './suggestion.ts';

/**
 * How an actor must stand to a suggestion. CENTER: works in a center over its place. AUTHORITY: in one of the county or above. ANSWERER: speaks
 * for the body that owes the answer.
 */
export type SuggestionRelation = 'CENTER' | 'AUTHORITY' | 'ANSWERER' | 'SUGGESTER' | 'SYSTEM';

export type SuggestionCommandName =
  | 'handOnSuggestion'
  | 'returnSuggestion'
  | 'answerSuggestion'
  | 'rateSuggestionAnswer'
  | 'raiseSuggestionTicket'
  | 'redactSuggestion'
  | 'passTime';

type Row = {
  readonly from: readonly SuggestionState[];
  /** Where it leads; SAME leaves the state as it was. */
  readonly to: readonly (SuggestionState | 'SAME')[];
  readonly by: readonly SuggestionRelation[];
};

const OWED: readonly SuggestionState[] = ['OPEN', 'UNSATISFIED'];

/** States in which somebody owes an answer. */
export const isOwed = (state: SuggestionState): boolean => OWED.includes(state);

/** The life of a suggestion. A new command does not compile until it is placed here. */
export const SUGGESTION_TABLE: Readonly<Record<SuggestionCommandName, Row>> = {
  handOnSuggestion: { from: OWED, to: ['SAME'], by: ['CENTER'] },
  returnSuggestion: { from: OWED, to: ['SAME'], by: ['ANSWERER'] },
  answerSuggestion: { from: OWED, to: ['ANSWERED'], by: ['CENTER', 'ANSWERER'] },
  rateSuggestionAnswer: { from: ['ANSWERED'], to: ['SATISFIED', 'UNSATISFIED'], by: ['SUGGESTER'] },
  raiseSuggestionTicket: { from: ['ANSWERED', 'SATISFIED', 'UNSATISFIED'], to: ['SAME'], by: ['CENTER'] },
  redactSuggestion: { from: SUGGESTION_STATES, to: ['SAME'], by: ['AUTHORITY'] },
  passTime: { from: OWED, to: ['SAME'], by: ['SYSTEM'] },
};
