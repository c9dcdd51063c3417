import { notFound, type Scope } from '@gridlink/subgraph-kit';
import type { Actor } from '../../ticket/domain/actor.ts';
import { type ReportOutcome, reportTicket } from '../../ticket/use-cases/report-ticket.ts';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import { decideSuggestion } from '../domain/decide.ts';
import type { SuggestionRefusal } from '../domain/refusal.ts';
import type { Suggestion } from '../domain/suggestion.ts';
import type { SuggestionDeps } from './deps.ts';
import { suggestionCircumstances } from './perform-suggestion-command.ts';

/** What the center may say otherwise than the resident did. */
export type TicketOfSuggestion = {
  readonly title: string | null;
  readonly text: string | null;
  readonly address: string | null;
};

type Call = { readonly scope: Scope; readonly actor: Actor; readonly mark: WriteMark };

/** The resident's contact goes along, sealed for the ticket: whoever handles it must be able to ask. */
function suggesterOf({ contactSeal }: SuggestionDeps, { id, suggester }: Suggestion) {
  const { anonymous, sealedContact } = suggester;
  return { anonymous, ...(sealedContact === null ? {} : contactSeal.open(id, sealedContact)) };
}

/** A ticket needs a place; a suggestion without one is about its grid, or its division. */
const whereabouts = ({ gridCode, division }: Suggestion): string =>
  gridCode === null ? `区划 ${division}` : `网格 ${gridCode}`;

/**
 * Makes a ticket of a suggestion that was adopted, through the ordinary intake: one insert, and one ticket however often it is asked for.
 * The suggestion is not written: the ticket says what it came of.
 * @throws GraphError NOT_FOUND outside the scope
 */
export async function raiseSuggestionTicket(
  deps: SuggestionDeps,
  id: string,
  { said, scope, actor, mark }: Call & { readonly said: TicketOfSuggestion },
): Promise<ReportOutcome | { readonly kind: 'NOT_DECIDED'; readonly refusal: SuggestionRefusal }> {
  const stored = await deps.suggestions.load(scope, id);
  if (!stored) throw notFound();
  const { state } = stored;
  const known = { actor, now: mark.now, idempotencyKey: null, units: new Map() };
  const decision = decideSuggestion(
    state,
    { type: 'raiseSuggestionTicket' },
    suggestionCircumstances(deps, state, known),
  );
  if (decision.kind === 'REFUSED') return { kind: 'NOT_DECIDED', refusal: decision.refusal };
  const { code, division, gridId, jurisdiction, place, subject, text, topic } = state;
  const input = {
    source: 'PUBLIC_CHANNEL' as const,
    title: said.title ?? subject,
    text: said.text ?? text,
    division,
    place: { address: said.address ?? place.address ?? whereabouts(state), ...place.point },
    topic,
    reporter: suggesterOf(deps, state),
  };
  const origin = { kind: 'SUGGESTION' as const, id, code, part: null };
  const grid = gridId === null ? null : await deps.grids.find(gridId);
  return reportTicket(deps, input, { sender: { actor, jurisdiction, now: mark.now, origin, grid }, mark });
}
