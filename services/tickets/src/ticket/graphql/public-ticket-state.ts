import { stageLabel } from '@gridlink/jurisdiction';
import { packOf, type TicketDeps } from '../use-cases/deps.ts';
import type { TicketRow } from '../use-cases/ticket-repository.ts';

/** How a ticket goes on, as the public is told: no names, no internal notes. */
export const publicTicketState = (
  deps: Pick<TicketDeps, 'packs'>,
  { code, stage, closedAt, feedback, jurisdiction }: TicketRow,
) => ({
  code,
  stage,
  stageLabel: stageLabel(packOf(deps, jurisdiction), stage),
  closedAt,
  result: feedback,
});
