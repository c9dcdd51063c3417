import { stageLabel } from '@gridlink/jurisdiction';
import { systemScope } from '@gridlink/subgraph-kit';
import type { CommandName } from '../domain/commands.ts';
import { stepDue } from '../domain/deadlines.ts';
import { FURTHEST, goesOnAs, ledFrom } from '../domain/goes-on.ts';
import type { TicketState, TimelineEntry } from '../domain/ticket.ts';
import { packOf, type TicketDeps } from '../use-cases/deps.ts';
import { isPublic, openUntil, publicEntry } from './public-entry.ts';

const SCOPE = systemScope('whoever reported a ticket that was merged or taken over follows the other one');

/** What the center says to all who reported the matter, since it knows who they are. */
const TO_ALL: ReadonlySet<CommandName> = new Set<CommandName>(['giveFeedback', 'declineTicket', 'decideDeclineAppeal']);

/** Words of the own, and those that are for everybody; never what another reporter wrote or was told. */
const isForReporterOf = (code: string) => (entry: TimelineEntry) =>
  ledFrom(entry) === code || TO_ALL.has(entry.command);

/** Where a follower stands: the own report, the ticket it goes on as, and since when. */
export type Followed = { readonly code: string; readonly next: string | null; readonly since: Date | null };

/** How the matter goes on after a merger or a transfer, however often it moved again. */
export async function continuation(deps: TicketDeps, { code: own, next, since }: Followed) {
  const steps: TimelineEntry[] = [];
  let [code, from] = [next, since];
  for (let hops = 0; code !== null && hops < FURTHEST; hops++) {
    const state: TicketState | undefined = (await deps.tickets.load(SCOPE, { code }))?.state;
    if (!state) return null;
    const joined = from;
    steps.push(...state.timeline.filter((entry) => isPublic(entry) && (joined === null || entry.arrivedAt >= joined)));
    [code, from] = [goesOnAs(state), state.closedAt];
    if (code !== null) continue;
    const { stage, closedAt, deadlines, jurisdiction } = state;
    return {
      stage,
      stageLabel: stageLabel(packOf(deps, jurisdiction), stage),
      dueAt: stepDue(deadlines),
      closedAt,
      ...openUntil(deps, state),
      timeline: steps.map((entry) => publicEntry(entry, isForReporterOf(own))),
    };
  }
  return null;
}
