import { systemScope } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { publicResolutions } from '../../deliberation/graphql/published-minutes.ts';
import { publicTicketState } from '../../ticket/graphql/public-ticket-state.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import { isOwed } from '../domain/suggestion-table.ts';

const SCOPE = systemScope('whoever made a suggestion follows what came of it');

/** The resident's own view of a suggestion. */
export function publicSuggestion(state: Suggestion) {
  const { id, code, subject, receivedAt, answerBy, overdueAt, answers } = state;
  const owed = isOwed(state.state);
  return {
    id,
    code,
    subject,
    state: state.state,
    receivedAt,
    answerBy: owed ? answerBy : null,
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
  resolutions: publicResolutions,
};
