import type { Pack } from '@gridlink/jurisdiction';
import { reasonRefusal } from '../../ticket/domain/reasons.ts';
import { fragmentFlaw } from '../../ticket/domain/redaction.ts';
import { barred, cleaned } from '../../ticket/domain/written.ts';
import type { SuggestionRefusal } from './refusal.ts';
import type { Suggestion } from './suggestion.ts';

/** What is to leave the readable suggestion, and why. */
export type SuggestionRedacting = {
  readonly fragments: readonly string[];
  readonly reason: string;
  readonly words: string;
};

/** Where in a suggestion people's words stand, besides its subject. */
const WRITTEN = ['text', 'place', 'handOns', 'answers', 'redactions'] as const satisfies readonly (keyof Suggestion)[];

/** A suggestion is small, and each redaction leaves its record. */
const MOST_REDACTIONS = 50;

/** The fields that a redaction changes, and what is left of each. */
export function redactedFields(state: Suggestion, fragments: readonly string[]): Partial<Suggestion> {
  const redaction = { fragments, evidenceUris: [] };
  const subject = barred(state.subject, redaction);
  const others = WRITTEN.flatMap((name) => {
    const left = cleaned<unknown>(state[name], redaction, name);
    return left === state[name] ? [] : [[name, left] as const];
  });
  return { ...(subject === state.subject ? {} : { subject }), ...Object.fromEntries(others) };
}

const isThere = (state: Suggestion, fragment: string): boolean =>
  Object.keys(redactedFields(state, [fragment])).length > 0;

/** Why it is refused, by the same rules as a redaction of a ticket; null where nothing speaks against it. */
export function redactionRefusal(
  state: Suggestion,
  { fragments, reason, words }: SuggestionRedacting,
  { loop }: Pack,
): SuggestionRefusal | null {
  const unknown = reasonRefusal(loop.redactionReasons, reason);
  if (unknown) return unknown;
  if (fragments.length === 0) return { kind: 'NOTHING_TO_REDACT' };
  const flaw = fragmentFlaw(fragments, words);
  if (flaw) return flaw;
  const index = fragments.findIndex((fragment) => !isThere(state, fragment));
  if (index >= 0) return { kind: 'NOT_IN_SUGGESTION', index };
  return (state.redactions ?? []).length < MOST_REDACTIONS ? null : { kind: 'REDACTED_ENOUGH', most: MOST_REDACTIONS };
}
