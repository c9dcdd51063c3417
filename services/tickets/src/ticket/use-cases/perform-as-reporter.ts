import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import type { Actor } from '../domain/actor.ts';
import { FURTHEST, goesOnAs, isLedOn } from '../domain/goes-on.ts';
import type { TicketDeps } from './deps.ts';
import { type CommandOutcome, type CommandRequest, performCommand } from './perform-command.ts';
import type { StoredTicket } from './ticket-repository.ts';

const SCOPE: Scope = systemScope('the reporter proved number and query code');

type ReporterRequest = Pick<CommandRequest, 'command' | 'mark' | 'idempotencyKey'> & {
  /** The ticket whose number and query code were given. */
  readonly own: StoredTicket;
  readonly actor: Actor;
};

/**
 * Gives a reporter's command to the own ticket; where that was merged or taken over and can take it no more, to the one that it goes on as,
 * under the number of the own one. The own ticket is asked first, so that a retry finds what was done before the merger.
 */
export async function performAsReporter(
  deps: TicketDeps,
  { own, actor, ...request }: ReporterRequest,
): Promise<CommandOutcome> {
  const { id, code } = own.state;
  let outcome = await performCommand(deps, { ...request, scope: SCOPE, key: { id }, actor });
  let at: string | null = code;
  for (let steps = 0; steps < FURTHEST && isLedOn(request.command.type); steps++) {
    if (outcome.kind === 'DONE' || outcome.refusal.kind !== 'WRONG_STAGE') return outcome;
    const here: StoredTicket | null = await deps.tickets.load(SCOPE, { code: at });
    at = here && goesOnAs(here.state);
    if (at === null) return outcome;
    outcome = await performCommand(deps, {
      ...request,
      scope: SCOPE,
      key: { code: at },
      actor: { ...actor, reporterOf: code },
    });
  }
  return outcome;
}
