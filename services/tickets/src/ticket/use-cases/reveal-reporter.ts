import { forbidden, notFound, type Scope } from '@gridlink/subgraph-kit';
import type { Contact } from '../../reporter/contact-seal.ts';
import { openContact } from '../../reporter/open-contact.ts';
import type { Actor } from '../domain/actor.ts';
import { currentAssignments, isOpenAssignment } from '../domain/effects.ts';
import { handles, holds } from '../domain/relations.ts';
import { isOpen } from '../domain/stage.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { TicketDeps } from './deps.ts';

export type RevealRequest = {
  readonly scope: Scope;
  readonly ticketId: string;
  readonly actor: Actor;
  readonly purpose: string;
  readonly requestId: string;
  readonly now: Date;
};

/** Only those who must make contact: the holding center while the ticket is open, a unit while its assignment is. */
function mustContact(state: TicketState, actor: Actor): boolean {
  if (!isOpen(state.stage)) return false;
  if (holds(state, actor)) return true;
  return currentAssignments(state).some(
    (assignment) => handles(actor, assignment) && (isOpenAssignment(assignment) || state.stage === 'FEEDBACK'),
  );
}

/** Opens a reporter's contact. */
export async function revealReporter(deps: TicketDeps, request: RevealRequest): Promise<Contact> {
  const { actor, ticketId, purpose, requestId, now } = request;
  const stored = await deps.tickets.load(request.scope, { id: ticketId });
  if (!stored) throw notFound();
  if (!mustContact(stored.state, actor)) throw forbidden('只有须联系反映人的单位在办理期间可以查看联系方式');
  const { sealedContact } = stored.state.reporter;
  const { subject, organization } = actor;
  const reveal = { ticketId, subject, organization, purpose, requestId, at: now };
  return openContact(deps, { id: ticketId, sealedContact }, reveal);
}
