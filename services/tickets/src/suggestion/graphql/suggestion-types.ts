import type { TicketContext } from '../../context.ts';
import { deliberationsAbout } from '../../deliberation/graphql/deliberation-links.ts';
import type { KeyedStep } from '../../ticket/domain/step.ts';
import { type HandOn, lastAnswer, type SuggestionAnswer } from '../domain/suggestion.ts';
import type { SuggestionRow } from '../use-cases/suggestion-repository.ts';

const organization = (code: string) => ({ code });

export const suggestionResolvers = {
  division: ({ division }: SuggestionRow) => ({ code: division }),
  grid: ({ gridId }: SuggestionRow) => (gridId === null ? null : { id: gridId }),
  center: ({ center }: SuggestionRow) => organization(center),
  place: ({ place: { address, point } }: SuggestionRow) => ({ address, ...point }),
  suggester: ({ suggester }: SuggestionRow) => ({
    anonymous: suggester.anonymous,
    name: suggester.maskedName,
    phone: suggester.maskedPhone,
    organization: suggester.organization === null ? null : organization(suggester.organization),
  }),
  answerer: ({ answerer }: SuggestionRow) => organization(answerer),
  redactions: ({ redactions = [] }: SuggestionRow) => redactions,
  outcome: (row: SuggestionRow) => lastAnswer(row)?.outcome ?? null,
  ticket: async ({ id }: SuggestionRow, _: unknown, { loaders }: TicketContext) =>
    (await loaders.ticketsOf.load(id))?.tickets[0] ?? null,
  deliberations: deliberationsAbout,
};

export const suggestionStepResolvers = {
  person: ({ person }: KeyedStep) => (person === null ? null : { id: person }),
};
export const suggestionAnswerResolvers = {
  organization: ({ organization: code }: SuggestionAnswer) => organization(code),
};
export const suggestionHandOnResolvers = { to: ({ to }: HandOn) => organization(to) };
