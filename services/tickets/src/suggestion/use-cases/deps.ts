import type { TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { SuggestionRepository } from './suggestion-repository.ts';

/** What the use cases of suggestions work with: tickets' neighbours and suggestions themselves. */
export type SuggestionDeps = TicketDeps & { readonly suggestions: SuggestionRepository };
