import { z } from 'zod';
import { defineEvent } from '../../event.ts';

const division = z.string().regex(/^\d{12}$/);

/** A suggestion as others may know it: none of its words, no persons. */
export const suggestionSnapshotSchema = z.object({
  id: z.string(),
  code: z.string(),
  jurisdiction: z.string(),
  /** Division it is about, and all above it with itself. */
  division,
  areas: z.array(division).min(1),
  gridId: z.string().optional(),
  gridCode: z.string().optional(),
  /** Organization code of the grid center it belongs to, and of the body that owes the answer. */
  center: z.string(),
  answerer: z.string(),
  topic: z.string().optional(),
  state: z.enum(['OPEN', 'ANSWERED', 'SATISFIED', 'UNSATISFIED']),
  /** Of the last answer. */
  outcome: z.enum(['ADOPTED', 'PARTLY_ADOPTED', 'NOTED', 'NOT_ADOPTED']).optional(),
  /** The limit of the answer that is owed, or was given last, had passed. */
  overdue: z.boolean(),
  /** Divisions, organizations and grids whose people may see the suggestion. */
  seenBy: z.array(z.string()),
  receivedAt: z.iso.datetime(),
  answerBy: z.iso.datetime().optional(),
});
export type SuggestionSnapshot = z.infer<typeof suggestionSnapshotSchema>;

const VERBS: ReadonlyArray<readonly [string, string]> = [
  ['received', '意见建议已登记\nA suggestion was taken in.'],
  ['handed-on', '意见建议已转交答复单位\nA suggestion was handed on to the body that should answer.'],
  ['returned', '意见建议被退回网格中心\nA suggestion was given back to its grid center.'],
  ['answered', '意见建议已答复\nA suggestion was answered.'],
  ['rated', '提出人已评价答复\nWhoever made the suggestion said what to think of the answer.'],
  ['overdue', '意见建议逾期未答复\nThe limit passed and a suggestion had not been answered.'],
];

/** All suggestion events carry the snapshot after the change. */
export const suggestionEvents = VERBS.map(([verb, description]) =>
  defineEvent(
    `gridlink.tickets.suggestion.${verb}.v1`,
    description,
    z.object({ suggestion: suggestionSnapshotSchema }),
  ),
);
