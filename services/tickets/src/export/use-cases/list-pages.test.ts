import { describe, expect, it } from '@jest/globals';
import { listPages, type PagedList } from './list-pages.ts';

const AT_ONCE = 50;
const COUNT = 20 * AT_ONCE;

type Row = { readonly id: string; readonly at: Date };

/** A list of many rows that knows how many of them are in somebody's hands. */
function manyRows() {
  const held = { now: 0, most: 0, reads: 0 };
  const rowAt = (index: number): Row => ({ id: `t${String(index).padStart(6, '0')}`, at: new Date(-index) });
  const list: PagedList<Row> = {
    rowsAtOnce: AT_ONCE,
    async read({ limit, after }) {
      const from = after === null ? 0 : Number(String(after[1]).slice(1)) + 1;
      const rows = Array.from({ length: Math.min(limit + 1, COUNT - from) }, (_, index) => rowAt(from + index));
      held.reads += 1;
      held.now += Math.min(limit, rows.length);
      held.most = Math.max(held.most, held.now);
      return rows;
    },
    cursorOf: ({ at, id }) => [at, id],
  };
  return { held, list };
}

describe('a whole list, page by page', () => {
  it('[E13] brings every row once and never holds more than a page of them', async () => {
    const { held, list } = manyRows();
    const ids: string[] = [];
    for await (const rows of listPages(list)) {
      ids.push(...rows.map(({ id }) => id));
      held.now -= rows.length;
    }
    expect([ids.length, new Set(ids).size, held.most]).toEqual([COUNT, COUNT, AT_ONCE]);
  });

  it('reads nothing that nobody asks for', async () => {
    const { held, list } = manyRows();
    const pages = listPages(list);
    expect(held.reads).toBe(0);
    await pages.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(held.reads).toBe(1);
  });
});
