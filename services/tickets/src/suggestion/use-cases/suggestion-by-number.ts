import { systemScope } from '@gridlink/subgraph-kit';
import type { NumberAndCode } from '../../ticket/use-cases/ticket-by-number.ts';
import type { SuggestionDeps } from './deps.ts';
import type { StoredSuggestion } from './suggestion-repository.ts';

const SCOPE = systemScope('the query code, not the caller, opens the suggestion');

/** A suggestion for whoever knows its number and query code; null for a wrong pair, whichever half is wrong. */
export async function suggestionByNumber(
  deps: SuggestionDeps,
  { code, queryCode }: NumberAndCode,
): Promise<StoredSuggestion | null> {
  const number = code.trim().toUpperCase();
  const found = await deps.suggestions.findByNumber(SCOPE, number);
  return found && deps.queryCodes.matches(number, queryCode, found.queryCodeHash) ? found.stored : null;
}
