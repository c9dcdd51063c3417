import type { TextSeal } from '../../reporter/text-seal.ts';
import type { SuggestionDeps } from '../../suggestion/use-cases/deps.ts';
import type { DeliberationRepository } from './deliberation-repository.ts';

/** What the use cases of deliberations work with: what their agendas are made of, and deliberations themselves. */
export type DeliberationDeps = SuggestionDeps & {
  readonly deliberations: DeliberationRepository;
  /** Seals residents' names. */
  readonly textSeal: TextSeal;
};
