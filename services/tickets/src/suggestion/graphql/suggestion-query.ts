import { badUserInput, connectionOf, type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { suggestionByNumber } from '../use-cases/suggestion-by-number.ts';
import type { SuggestionFilter, SuggestionRow } from '../use-cases/suggestion-repository.ts';
import { publicSuggestion } from './public-suggestion.ts';
import { suggestionFields } from './suggestion-fields.ts';

type ListArguments = PageArguments & {
  readonly filter?: { readonly [K in keyof SuggestionFilter]: SuggestionFilter[K] | null } | null;
};

const DIVISION = /^\d{12}$/;

const sortValues = ({ receivedAt, id }: SuggestionRow) => [receivedAt, id] as const;

/** Leaves out what was sent as null. */
function readFilter({ filter }: ListArguments): SuggestionFilter {
  const given = Object.fromEntries(Object.entries(filter ?? {}).filter(([, value]) => value !== null));
  const { division } = given as SuggestionFilter;
  if (division !== undefined && !DIVISION.test(division)) {
    throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'filter.division');
  }
  return given;
}

export const suggestionQueries = {
  suggestion: (_: unknown, { id }: { id: string }, { loaders }: TicketContext) => loaders.suggestion.load(id),

  async suggestions(_: unknown, args: ListArguments, { deps, scope, selection }: TicketContext) {
    const page = pageRequest(args);
    const asked = { filter: readFilter(args), page, fields: suggestionFields(selection) };
    return connectionOf(await deps.suggestions.list(scope, asked), page, sortValues);
  },

  async suggestionByNumber(_: unknown, args: { code: string; queryCode: string }, { deps }: TicketContext) {
    const stored = await suggestionByNumber(deps, args);
    return stored ? publicSuggestion(stored.state) : null;
  },
};
