import type { Role } from '@gridlink/contracts';
import { systemScope } from '@gridlink/subgraph-kit';
import { type Actor, SYSTEM_ACTOR } from '../domain/actor.ts';
import type { CommandOf } from '../domain/commands.ts';
import { decide } from '../domain/decide.ts';
import { partIn } from '../domain/effects.ts';
import type { RedactionRequest } from '../domain/parts.ts';
import { standing } from '../domain/redaction.ts';
import { acceptedRequests } from '../domain/redaction-request.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { TicketState } from '../domain/ticket.ts';
import { circumstancesFor } from './circumstances.ts';
import type { TicketDeps } from './deps.ts';
import { codeThere } from './hand-over.ts';
import { performCommand } from './perform-command.ts';
import { openedRequest, size } from './redaction-asking.ts';
import type { StoredTicket, WriteMark } from './ticket-repository.ts';

const SCOPE = systemScope('what one jurisdiction redacted is redacted in the other one too, as its city accepted');

type Accepting = { readonly reason: string; readonly words: string };

async function ticketThere(
  deps: TicketDeps,
  state: TicketState,
  request: RedactionRequest,
): Promise<StoredTicket | null> {
  const transfer = partIn(state.transfers, request.transfer);
  const code = transfer.otherCode ?? (await codeThere(deps, state, transfer));
  return code === undefined ? null : deps.tickets.load(SCOPE, { code });
}

/** The redaction over there: of what of it stands there; null where none of it does. */
function redactionThere(
  deps: TicketDeps,
  {
    state,
    there,
    request,
  }: { readonly state: TicketState; readonly there: TicketState; readonly request: RedactionRequest },
  { reason, words }: Accepting,
): CommandOf<'redactTicket'> | null {
  const fit = standing(there, openedRequest(deps, state.id, request));
  return size(fit) === 0 ? null : { type: 'redactTicket', ...fit, reason, words, askedBy: state.code };
}

/** Why the redaction would be refused over there: whoever accepts is told before anything is written. */
export async function refusalThere(
  deps: TicketDeps,
  { state, request }: { readonly state: TicketState; readonly request: RedactionRequest },
  accepting: Accepting & { readonly actor: Actor; readonly now: Date },
): Promise<Refusal | null> {
  const stored = await ticketThere(deps, state, request);
  const command = stored && redactionThere(deps, { state, there: stored.state, request }, accepting);
  if (!stored || !command) return null;
  const { actor, now } = accepting;
  const moment = { actor, now, madeAt: now, idempotencyKey: null, grid: null, scope: SCOPE };
  const decision = decide(
    stored.state,
    command,
    await circumstancesFor(deps, { state: stored.state, command }, moment),
  );
  return decision.kind === 'REFUSED' ? decision.refusal : null;
}

/** Whoever accepted, as the timeline has it. */
function acceptedBy({ timeline }: TicketState, { id, division }: RedactionRequest): Actor {
  const entry = timeline.findLast(({ command, facts }) => command === 'acceptRedactionRequest' && facts.request === id);
  if (!entry) throw new Error(`nobody accepted the request ${id}`);
  const { subject, organization, person, role } = entry.actor;
  const roles = [role as Role];
  return { subject, kind: 'PERSON', roles, division, organization, person, grids: [], provedReporter: false };
}

/**
 * Redacts over there what was accepted, and notes here that it is done. Two writes, each done once: whoever dies between them, the next one
 * finds nothing of it there any more and goes on.
 * @returns how many requests were finished
 */
export async function finishRedactions(deps: TicketDeps, { state }: StoredTicket, mark: WriteMark): Promise<number> {
  const requests = acceptedRequests(state);
  for (const request of requests) {
    const stored = await ticketThere(deps, state, request);
    if (!stored) throw new Error(`the ticket ${request.transfer} of ${state.code} went to is not there`);
    const accepting = { reason: request.answerReason ?? '', words: request.outcome ?? '' };
    const command = redactionThere(deps, { state, there: stored.state, request }, accepting);
    if (command !== null) {
      const key = { id: stored.state.id };
      const actor = acceptedBy(state, request);
      const outcome = await performCommand(deps, { scope: SCOPE, key, command, actor, mark });
      if (outcome.kind === 'REFUSED') throw new Error(`${stored.state.code}: ${outcome.refusal.kind}`);
    }
    const done = { type: 'completeRedactionRequest', requestId: request.id } as const;
    await performCommand(deps, { scope: SCOPE, key: { id: state.id }, command: done, actor: SYSTEM_ACTOR, mark });
  }
  return requests.length;
}
