import type { TicketContext } from '../../context.ts';
import type { TicketRow } from '../../ticket/use-cases/ticket-repository.ts';
import { agendaNodes } from './deliberation-types.ts';

/** The resolution a ticket came of; as far as the caller may see the meeting. */
export async function ticketResolution({ origin }: TicketRow, _: unknown, { loaders }: TicketContext) {
  if (origin?.kind !== 'RESOLUTION') return null;
  const row = await loaders.deliberation.load(origin.id);
  const itemId = origin.part?.split('.')[0];
  return { deliberation: row, item: row ? (agendaNodes(row).find(({ id }) => id === itemId) ?? null) : null };
}

/** Deliberations with an item of a suggestion or a ticket. */
export const deliberationsAbout = async ({ id }: { readonly id: string }, _: unknown, { loaders }: TicketContext) =>
  (await loaders.deliberationsAbout.load(id))?.deliberations ?? [];
