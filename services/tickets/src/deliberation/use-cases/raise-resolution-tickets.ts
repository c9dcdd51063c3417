import { type Scope, systemScope } from '@gridlink/subgraph-kit';
import { createAttempts } from '../../sweeping/attempts.ts';
import { type Actor, SYSTEM_ACTOR } from '../../ticket/domain/actor.ts';
import { reportTicket } from '../../ticket/use-cases/report-ticket.ts';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import { type Deliberation, partOf } from '../domain/deliberation.ts';
import type { DeliberationDeps } from './deps.ts';

/**
 * Makes the tickets of a deliberation's resolutions through the ordinary intake, each an insert of its own. Whoever dies between them, the
 * next one finds those that are there by what they came of and makes the others.
 * @throws AggregateError where the intake takes one in no more, once the others are there
 */
export async function raiseResolutionTickets(
  deps: DeliberationDeps,
  { id, code, jurisdiction, division, gridId, agenda }: Deliberation,
  { actor, mark }: { readonly actor: Actor; readonly mark: WriteMark },
): Promise<void> {
  const grid = gridId === null ? null : await deps.grids.find(gridId);
  const actions = agenda.flatMap(({ id: item, resolution }) =>
    (resolution?.actions ?? []).map((action, index) => ({ ...action, part: partOf(item, index) })),
  );
  const attempts = createAttempts(`tickets of ${code}`);
  const raise = async ({ title, text, address, part }: (typeof actions)[number]): Promise<void> => {
    // Of the sources that the law names (ZZ24), a meeting of residents is none: it is the others'.
    const input = { source: 'OTHER' as const, title, text, division, place: { address } };
    const origin = { kind: 'RESOLUTION' as const, id, code, part };
    const sender = { actor, jurisdiction, now: mark.now, origin, grid };
    const outcome = await reportTicket(deps, input, { sender, mark });
    if (outcome.kind === 'REFUSED') {
      throw new Error(`${part}: ${outcome.problems.map((problem) => problem.code).join(', ')}`);
    }
  };
  for (const action of actions) await attempts.attempt(() => raise(action));
  attempts.conclude();
  await deps.deliberations.markRaised(id);
}

const SCOPE: Scope = systemScope('a resolution that was passed becomes tickets');

/** The tickets of a deliberation that nobody finished making. */
export async function finishRaising(deps: DeliberationDeps, id: string, mark: WriteMark): Promise<boolean> {
  const stored = await deps.deliberations.load(SCOPE, id);
  if (!stored) return false;
  await raiseResolutionTickets(deps, stored.state, { actor: SYSTEM_ACTOR, mark });
  return true;
}
