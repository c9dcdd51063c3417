import type { PageRequest } from '@gridlink/subgraph-kit';

/** A list that is read a page at a time, in an order that goes on after an instant and an id. */
export type PagedList<Row> = {
  /** Rows read at a time. */
  readonly rowsAtOnce: number;
  /** One row more than the page wants, when there is one. */
  read(page: PageRequest): Promise<readonly Row[]>;
  cursorOf(row: Row): readonly [Date, string];
};

/**
 * A whole list, a page at a time, each read when it is asked for: between two pages nothing is held, in the database neither, however long
 * that was. Every row comes once, as it is when its page is read; what is new meanwhile does not come any more.
 */
export async function* listPages<Row>({ rowsAtOnce, read, cursorOf }: PagedList<Row>): AsyncGenerator<readonly Row[]> {
  let after: readonly [Date, string] | null = null;
  for (;;) {
    const rows: readonly Row[] = await read({ limit: rowsAtOnce, after });
    const own = rows.slice(0, rowsAtOnce);
    const last = own.at(-1);
    if (last) yield own;
    if (!last || rows.length <= rowsAtOnce) return;
    after = cursorOf(last);
  }
}
