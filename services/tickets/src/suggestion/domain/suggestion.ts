import type { Limit } from '@gridlink/jurisdiction';
import type { KeyedStep } from '../../ticket/domain/step.ts';
import type { Place, Reporter } from '../../ticket/domain/ticket.ts';

/** SATISFIED and UNSATISFIED are what the resident says of the last answer; whoever is not satisfied is answered once more. */
export const SUGGESTION_STATES = ['OPEN', 'ANSWERED', 'SATISFIED', 'UNSATISFIED'] as const;
export type SuggestionState = (typeof SUGGESTION_STATES)[number];

/** 采纳, 部分采纳, 留作参考, 不予采纳. */
export const SUGGESTION_OUTCOMES = ['ADOPTED', 'PARTLY_ADOPTED', 'NOTED', 'NOT_ADOPTED'] as const;
export type SuggestionOutcome = (typeof SUGGESTION_OUTCOMES)[number];

/** What the resident says of an answer. */
export type AnswerRating = { readonly at: Date; readonly satisfied: boolean; readonly words: string | null };

export type SuggestionAnswer = {
  readonly step: KeyedStep;
  /** The body that answered. */
  readonly organization: string;
  readonly outcome: SuggestionOutcome;
  /** When it was due; null without a limit. */
  readonly dueAt: Date | null;
  readonly rating: AnswerRating | null;
};

/** To whom the center handed it on; `returned` where that body gave it back. */
export type HandOn = { readonly step: KeyedStep; readonly to: string; readonly returned: KeyedStep | null };

/** Words were taken out: who did it, when and why, and where they stood; what they were is nowhere on record. */
export type SuggestionRedaction = {
  readonly step: KeyedStep;
  readonly reason: string;
  readonly places: readonly string[];
};

/** An opinion or suggestion of a resident on the work in the grids (ZZ8). */
export type Suggestion = {
  readonly id: string;
  /** `S` and 22 digits. */
  readonly code: string;
  readonly jurisdiction: string;
  readonly division: string;
  /** All divisions above, highest first, `division` included. */
  readonly areas: readonly string[];
  readonly gridId: string | null;
  readonly gridCode: string | null;
  /** Organization code of the grid center it belongs to. */
  readonly center: string;
  readonly subject: string;
  readonly text: string;
  readonly place: Place;
  readonly topic: string | null;
  /** Who made it; the contact is sealed. */
  readonly suggester: Reporter;
  /** Who took it in for the resident; null where the resident sent it. */
  readonly takenBy: KeyedStep | null;
  readonly receivedAt: Date;
  /** Null where the pack sets none: then nothing is ever overdue. */
  readonly limit: Limit | null;
  /** Null without a limit, or while the calendar is not known that far. */
  readonly answerBy: Date | null;
  /** When it was found that the limit had passed; raised once for each answer that is owed. */
  readonly overdueAt: Date | null;
  readonly state: SuggestionState;
  /** The body that owes the answer: the center, or whom it was handed on to. */
  readonly answerer: string;
  readonly handOns: readonly HandOn[];
  readonly answers: readonly SuggestionAnswer[];
  /** Missing where nothing was ever taken out. */
  readonly redactions?: readonly SuggestionRedaction[];
};

export const lastAnswer = ({ answers }: Pick<Suggestion, 'answers'>): SuggestionAnswer | null => answers.at(-1) ?? null;

/** The last answer took it up, wholly or in part: a ticket or an item of an agenda may come of it. */
export const isAdopted = (suggestion: Pick<Suggestion, 'answers'>): boolean =>
  ['ADOPTED', 'PARTLY_ADOPTED'].includes(lastAnswer(suggestion)?.outcome ?? '');

/** Organizations that had a part in it. */
export const bodiesOf = ({ center, answerer, handOns, suggester }: Suggestion): readonly string[] => [
  ...new Set([
    center,
    answerer,
    ...handOns.map(({ to }) => to),
    ...(suggester.organization === null ? [] : [suggester.organization]),
  ]),
];

/** Divisions, grid and organizations whose people may see it. */
export const seenBy = (suggestion: Suggestion): readonly string[] => [
  ...new Set([
    ...suggestion.areas,
    ...(suggestion.gridId === null ? [] : [suggestion.gridId]),
    ...bodiesOf(suggestion),
  ]),
];
