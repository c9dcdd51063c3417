import { stageLabel } from '@gridlink/jurisdiction';
import { systemScope } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { TicketRow } from '../../ticket/use-cases/ticket-repository.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import { isOwed } from '../domain/suggestion-table.ts';
import type { SuggestionDeps } from '../use-cases/deps.ts';

const SCOPE = systemScope('whoever made a suggestion follows what came of it');

/** How a ticket goes on, as the public is told: no names, no internal notes. */
export const publicTicketState = (
  deps: SuggestionDeps,
  { code, stage, closedAt, feedback, jurisdiction }: TicketRow,
) => ({
  code,
  stage,
  stageLabel: stageLabel(packOf(deps, jurisdiction), stage),
  closedAt,
  result: feedback,
});

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
};
