import type { Scope } from '@gridlink/subgraph-kit';
import type {
  TicketFilter,
  TicketList,
  TicketRepository,
  TicketRow,
} from '../../ticket/use-cases/ticket-repository.ts';

/** Rows read at a time. Between two pages nothing is held, in the database neither: it goes on after the last row, however long that was. */
export const ROWS_OF_A_PAGE = 500;

/**
 * A whole list of tickets, a page at a time, each read when it is asked for: the list of the graph, newest first, within the same scope.
 * Every ticket comes once, as it is when its page is read; what is reported meanwhile does not come any more.
 */
export async function* ticketPages(
  tickets: Pick<TicketRepository, 'list'>,
  scope: Scope,
  filter: TicketFilter,
): AsyncGenerator<readonly TicketRow[]> {
  let after: readonly [Date, string] | null = null;
  for (;;) {
    const page: TicketList['page'] = { limit: ROWS_OF_A_PAGE, after };
    const rows = await tickets.list(scope, { filter, oldestFirst: false, page });
    const own = rows.slice(0, ROWS_OF_A_PAGE);
    const last = own.at(-1);
    if (last) yield own;
    if (!last || rows.length <= ROWS_OF_A_PAGE) return;
    after = [last.reportedAt, last.id];
  }
}
