import { systemScope } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { publicMeetings, publicResolutions } from '../../deliberation/graphql/published-minutes.ts';
import { publicTicketState } from '../../ticket/graphql/public-ticket-state.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import { isOwed } from '../domain/suggestion-table.ts';

const SCOPE = systemScope('whoever made a suggestion follows what came of it');

type Progress = { readonly at: Date; readonly label: string; readonly unit: string | null };

/** What happened, first things first: bodies are named, persons and their notes to each other are not. */
function progressOf({ receivedAt, center, handOns, answers }: Suggestion): readonly Progress[] {
  return [
    { at: receivedAt, label: '已登记', unit: center },
    ...handOns.flatMap(({ step, to, returned }) => [
      { at: step.at, label: '已转交答复单位', unit: to },
      ...(returned === null ? [] : [{ at: returned.at, label: '已退回网格中心', unit: center }]),
    ]),
    ...answers.flatMap(({ step, organization, rating }) => [
      { at: step.at, label: '已答复', unit: organization },
      ...(rating === null
        ? []
        : [{ at: rating.at, label: rating.satisfied ? '已评价满意' : '已评价不满意', unit: null }]),
    ]),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** The resident's own view of a suggestion. */
export function publicSuggestion(state: Suggestion) {
  const { id, code, subject, receivedAt, answerBy, overdueAt, answers, answerer } = state;
  const owed = isOwed(state.state);
  return {
    id,
    code,
    subject,
    state: state.state,
    receivedAt,
    answerBy: owed ? answerBy : null,
    answerer,
    progress: progressOf(state),
    overdue: owed && overdueAt !== null,
    answers: answers.map(({ step, organization, outcome, rating }) => ({
      at: step.at,
      unit: organization,
      outcome,
      words: step.words ?? '',
      rating,
    })),
  };
}

export const publicSuggestionResolvers = {
  async ticket({ id }: { id: string }, _: unknown, { deps }: TicketContext) {
    const [row] = await deps.tickets.rowsByOrigin(SCOPE, [id]);
    return row ? publicTicketState(deps, row) : null;
  },
  meetings: publicMeetings,
  resolutions: publicResolutions,
};
