import type { Refusal } from '../../ticket/domain/refusal.ts';
import type { SuggestionState } from './suggestion.ts';

/** Why a command about a suggestion is refused; knows no protocol. */
export type SuggestionRefusal =
  | { readonly kind: 'NOT_ALLOWED' }
  | { readonly kind: 'SUGGESTION_STATE'; readonly state: SuggestionState }
  | { readonly kind: 'ANSWERER_UNKNOWN'; readonly name: string }
  | { readonly kind: 'ANSWERER_OUTSIDE'; readonly name: string }
  | { readonly kind: 'WITH_IT_ALREADY'; readonly name: string }
  | { readonly kind: 'HANDED_ON_ENOUGH'; readonly most: number }
  | { readonly kind: 'NOT_HANDED_ON' }
  | { readonly kind: 'ANSWERED_ENOUGH'; readonly most: number }
  | { readonly kind: 'NOT_ADOPTED' }
  | Extract<Refusal, { kind: 'REASON_UNKNOWN' | 'NOTHING_TO_REDACT' | 'FRAGMENT_UNFIT' | 'FRAGMENT_IN_WORDS' }>
  | { readonly kind: 'NOT_IN_SUGGESTION'; readonly index: number }
  | { readonly kind: 'REDACTED_ENOUGH'; readonly most: number };
