import type { DeliberationState } from './deliberation.ts';

/** Why a deliberation, or a command about one, is refused; knows no protocol. */
export type DeliberationRefusal =
  | { readonly kind: 'NOT_ALLOWED' }
  | { readonly kind: 'DELIBERATION_STATE'; readonly state: DeliberationState }
  | { readonly kind: 'STARTS_IN_THE_PAST' }
  | { readonly kind: 'NOT_STARTED' }
  | { readonly kind: 'TOO_MANY'; readonly field: 'agenda' | 'attendees' | 'actions'; readonly most: number }
  | { readonly kind: 'POSTPONED_ENOUGH'; readonly most: number }
  | { readonly kind: 'SUBJECT_NEEDED'; readonly index: number }
  | { readonly kind: 'ONE_SOURCE'; readonly index: number }
  | { readonly kind: 'SUGGESTION_UNKNOWN'; readonly index: number }
  | { readonly kind: 'SUGGESTION_NOT_ADOPTED'; readonly index: number }
  | { readonly kind: 'TICKET_UNKNOWN'; readonly index: number }
  | { readonly kind: 'DEFERRED_UNKNOWN'; readonly index: number }
  | { readonly kind: 'NOT_DEFERRED'; readonly index: number }
  | { readonly kind: 'DEFERRED_ELSEWHERE'; readonly index: number }
  | { readonly kind: 'CARRIED_ALREADY'; readonly index: number; readonly name: string }
  | { readonly kind: 'ON_AGENDA_ALREADY'; readonly index: number }
  | { readonly kind: 'ATTENDEE_NEEDED'; readonly index: number }
  | { readonly kind: 'BODY_UNKNOWN'; readonly index: number; readonly name: string }
  | { readonly kind: 'INVITED_TWICE'; readonly index: number }
  | { readonly kind: 'ATTENDEE_UNKNOWN'; readonly name: string }
  | { readonly kind: 'NOBODY_INVITED' }
  | { readonly kind: 'NOBODY_PRESENT' }
  | { readonly kind: 'NO_AGENDA' }
  | { readonly kind: 'ITEM_UNKNOWN' }
  | { readonly kind: 'RESOLVED_ALREADY' }
  | { readonly kind: 'NO_QUORUM'; readonly needed: number; readonly present: number; readonly article: string | null }
  | { readonly kind: 'VOTES_IMPOSSIBLE'; readonly present: number }
  | { readonly kind: 'VOTES_DISAGREE' }
  | { readonly kind: 'ACTIONS_NEEDED' }
  | { readonly kind: 'ACTIONS_WITHOUT_AGREEMENT' }
  | { readonly kind: 'PERSONAL_DATA'; readonly field: readonly string[] }
  | { readonly kind: 'ITEMS_OPEN'; readonly count: number };
