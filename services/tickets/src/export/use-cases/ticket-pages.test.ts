import type { Scope } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { hoursLater, reported } from '../../../test/ticket-story.ts';
import type { TicketList, TicketRow } from '../../ticket/use-cases/ticket-repository.ts';
import { ROWS_OF_A_PAGE, ticketPages } from './ticket-pages.ts';

const COUNT = 20 * ROWS_OF_A_PAGE;
const SCOPE: Scope = { reach: 'BOUNDED', jurisdiction: 'zhengzhou', area: '410105000000' };

/** A list of many rows that knows how many of them are in somebody's hands. */
function manyRows() {
  const { timeline: _, ...state } = reported();
  const held = { now: 0, most: 0, reads: 0 };
  const rowAt = (index: number): TicketRow => ({
    ...state,
    id: `t${String(index).padStart(6, '0')}`,
    reportedAt: hoursLater(-index),
    version: 1,
    late: false,
    dueAt: null,
  });
  const list = async (scope: Scope, { page: { limit, after } }: TicketList): Promise<readonly TicketRow[]> => {
    expect(scope).toBe(SCOPE);
    const from = after === null ? 0 : Number(String(after[1]).slice(1)) + 1;
    const rows = Array.from({ length: Math.min(limit + 1, COUNT - from) }, (_, index) => rowAt(from + index));
    held.reads += 1;
    held.now += Math.min(limit, rows.length);
    held.most = Math.max(held.most, held.now);
    return rows;
  };
  return { held, tickets: { list } };
}

describe('a whole list, page by page', () => {
  it('[E13] brings every row once and never holds more than a page of them', async () => {
    const { held, tickets } = manyRows();
    const ids: string[] = [];
    for await (const rows of ticketPages(tickets, SCOPE, {})) {
      ids.push(...rows.map(({ id }) => id));
      held.now -= rows.length;
    }
    expect([ids.length, new Set(ids).size, held.most]).toEqual([COUNT, COUNT, ROWS_OF_A_PAGE]);
  });

  it('reads nothing that nobody asks for', async () => {
    const { held, tickets } = manyRows();
    const pages = ticketPages(tickets, SCOPE, {});
    expect(held.reads).toBe(0);
    await pages.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(held.reads).toBe(1);
  });
});
