import { forbidden, notFound, type Scope } from '@gridlink/subgraph-kit';
import type { Contact } from '../../reporter/contact-seal.ts';
import { openContact } from '../../reporter/open-contact.ts';
import type { Actor } from '../../ticket/domain/actor.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import { mayContact } from '../domain/decide.ts';
import type { SuggestionDeps } from './deps.ts';

export type SuggesterRequest = {
  readonly scope: Scope;
  readonly suggestionId: string;
  readonly actor: Actor;
  readonly purpose: string;
  readonly requestId: string;
  readonly now: Date;
};

/**
 * Opens the contact of whoever made a suggestion.
 * @throws GraphError NOT_FOUND outside the scope, FORBIDDEN for whoever need not make contact
 */
export async function revealSuggester(deps: SuggestionDeps, request: SuggesterRequest): Promise<Contact> {
  const { scope, suggestionId, actor, purpose, requestId, now } = request;
  const stored = await deps.suggestions.load(scope, suggestionId);
  if (!stored) throw notFound();
  const { state } = stored;
  if (!mayContact({ pack: packOf(deps, state.jurisdiction), actor, state })) {
    throw forbidden('只有应当答复的单位和网格中心可以查看提出人的联系方式 (only whoever must make contact)');
  }
  const { subject, organization } = actor;
  const reveal = { suggestionId, subject, organization, purpose, requestId, at: now };
  return openContact(deps, { id: suggestionId, sealedContact: state.suggester.sealedContact }, reveal);
}
