import type { TicketStage } from '@gridlink/contracts';
import { type PageArguments, pageRequest } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { OPEN_STAGES } from '../domain/stage.ts';
import { connectionByDue, connectionByReport } from './query.ts';
import { ticketFields } from './ticket-fields.ts';

type Arguments = PageArguments & { readonly stage?: TicketStage | null };

/** What tickets add to the grid of the grid service. */
export const gridResolvers = {
  __resolveReference: ({ id }: { id: string }) => ({ id }),
  async tickets({ id }: { id: string }, args: Arguments, { deps, scope, selection }: TicketContext) {
    const page = pageRequest(args);
    const filter = { gridId: id, stage: args.stage ?? undefined };
    const list = { filter, oldestFirst: false, page, fields: ticketFields(selection) };
    return connectionByReport(await deps.tickets.list(scope, list), page);
  },
  async ticketStats({ id }: { id: string }, _: unknown, { loaders }: TicketContext) {
    const found = await loaders.gridTotals.load(id);
    const byStage = found?.totals ?? [];
    const countIn = (stages: readonly TicketStage[]): number =>
      byStage.filter(({ stage }) => stages.includes(stage)).reduce((sum, { count }) => sum + count, 0);
    return { open: countIn(OPEN_STAGES), late: found?.late ?? 0, closed: countIn(['CLOSED']), byStage };
  },
};

/** What tickets add to the organization of the personnel service. */
export const organizationResolvers = {
  __resolveReference: ({ code }: { code: string }) => ({ code }),
  async openAssignments({ code }: { code: string }, args: PageArguments, { deps, scope, selection }: TicketContext) {
    const page = pageRequest(args);
    const queue = { ...page, fields: ticketFields(selection) };
    return connectionByDue(await deps.tickets.waitingFor(scope, [`unit:${code}`], queue), page);
  },
};
