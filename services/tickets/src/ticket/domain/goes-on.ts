import type { CommandName } from './commands.ts';
import type { TicketState, TimelineEntry } from './ticket.ts';
import { takenOver } from './transfer.ts';

/** How often a matter is followed to another ticket. */
export const FURTHEST = 5;

/** Number of the ticket that this one goes on as: it was merged, or taken over by another jurisdiction. */
export const goesOnAs = (state: Pick<TicketState, 'mergedInto' | 'transfers'>): string | null =>
  state.mergedInto ?? takenOver(state)?.otherCode ?? null;

/** What a reporter does to the matter, whichever ticket it goes on as. Joining another ticket is about the own report alone. */
const ABOUT_THE_MATTER: ReadonlySet<CommandName> = new Set<CommandName>([
  'supplementReport',
  'reopenTicket',
  'appealDecline',
]);

export const isLedOn = (command: CommandName): boolean => ABOUT_THE_MATTER.has(command);

/** Number of the report by which somebody acted on the ticket that it goes on as; null for the ticket's own reporter, and for staff. */
export const ledFrom = ({ facts }: Pick<TimelineEntry, 'facts'>): string | null =>
  typeof facts.reporterOf === 'string' ? facts.reporterOf : null;
