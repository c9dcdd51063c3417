import { canonical } from '@gridlink/dossier';
import { z } from 'zod';
import type { CommandOf } from '../domain/commands.ts';
import { partIn } from '../domain/effects.ts';
import type { RedactionRequest } from '../domain/parts.ts';
import { openRequest, sharedPart, sharedTransfers } from '../domain/redaction-request.ts';
import type { TicketState } from '../domain/ticket.ts';
import type { Redaction } from '../domain/written.ts';
import type { TicketDeps } from './deps.ts';

const redactionSchema = z.object({ fragments: z.array(z.string()), evidenceUris: z.array(z.string()) });

const about = (ticketId: string): string => `redaction|${ticketId}`;

/** How many fragments and attachments it names. */
export const size = ({ fragments, evidenceUris }: Redaction): number => fragments.length + evidenceUris.length;

/** What a request is about, readable again. */
export const openedRequest = (
  { textSeal }: Pick<TicketDeps, 'textSeal'>,
  ticketId: string,
  { sealed }: Pick<RedactionRequest, 'sealed'>,
): Redaction =>
  sealed === null
    ? { fragments: [], evidenceUris: [] }
    : redactionSchema.parse(JSON.parse(textSeal.open(about(ticketId), sealed)));

const together = (one: Redaction, other: Redaction): Redaction => ({
  fragments: [...new Set([...one.fragments, ...other.fragments])],
  evidenceUris: [...new Set([...one.evidenceUris, ...other.evidenceUris])],
});

/** What the other sides of the ticket's transfers are to be asked, encrypted for it; with what they are asked already. */
export function askingFor(
  deps: Pick<TicketDeps, 'textSeal'>,
  state: TicketState,
  command: CommandOf<'redactTicket'>,
): ReadonlyMap<string, string> {
  const asked = sharedTransfers(state, command.askedBy).flatMap((transfer) => {
    const shared = sharedPart(transfer, command);
    if (size(shared) === 0) return [];
    const before = openRequest(state, transfer.id);
    const all = before ? together(openedRequest(deps, state.id, before), shared) : shared;
    return [[transfer.id, deps.textSeal.seal(about(state.id), JSON.stringify(all))] as const];
  });
  return new Map(asked);
}

export type RedactionAnswer = 'acceptRedactionRequest' | 'declineRedactionRequest';

/** The answer as the side that is asked signs it: of which dossier, to which request, what and when. */
export function signedAnswer(
  { dossierSigner }: Pick<TicketDeps, 'dossierSigner'>,
  { code, transfers }: TicketState,
  {
    request,
    answer,
    now,
  }: { readonly request: RedactionRequest; readonly answer: RedactionAnswer; readonly now: Date },
): string {
  const said = {
    ticket: code,
    request: request.id,
    dossier: partIn(transfers, request.transfer).receipt?.digest ?? null,
    jurisdiction: request.jurisdiction,
    answer: answer === 'acceptRedactionRequest' ? 'ACCEPTED' : 'DECLINED',
    at: now.toISOString(),
  };
  const signed = dossierSigner.sign(request.jurisdiction, (kid) => ({ redactionAnswer: { ...said, kid } }));
  return canonical({ ...said, ...signed });
}
