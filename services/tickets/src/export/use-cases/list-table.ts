import type { PageRequest, Scope } from '@gridlink/subgraph-kit';
import type { Cell } from '../../spreadsheet/cell.ts';
import { type Column, columnsFor } from '../domain/column.ts';
import { listPages } from './list-pages.ts';

/** How a list of the graph becomes a table. */
export type ListTable<Row, Filter, Words> = {
  readonly columns: readonly Column<Row, Words>[];
  /** Rows read at a time. */
  readonly rowsAtOnce: number;
  /** The list of the graph itself: newest first, within the scope, one row more than the page wants when there is one. */
  read(scope: Scope, filter: Filter, page: PageRequest): Promise<readonly Row[]>;
  cursorOf(row: Row): readonly [Date, string];
  /** What the rows of a page are told by besides themselves. */
  wordsFor(rows: readonly Row[]): Promise<Words>;
};

/** A table as one asker gets it; its pages are read as they are asked for. */
export type OpenTable = {
  readonly head: readonly string[];
  readonly pages: () => AsyncIterable<readonly (readonly Cell[])[]>;
};

export type TableAsker = { readonly scope: Scope; readonly mayRead: (coordinate: string) => boolean };

/** Opens a list for an asker: rows of the own scope, columns that may be read in the graph. */
export function openTable<Row, Filter, Words>(
  { columns, rowsAtOnce, read, cursorOf, wordsFor }: ListTable<Row, Filter, Words>,
  { scope, mayRead }: TableAsker,
  filter: Filter,
): OpenTable {
  const shown = columnsFor(columns, mayRead);
  return {
    head: shown.map(({ head }) => head),
    async *pages() {
      for await (const rows of listPages({ rowsAtOnce, cursorOf, read: (page) => read(scope, filter, page) })) {
        const words = await wordsFor(rows);
        yield rows.map((row) => shown.map(({ cell }) => cell(row, words)));
      }
    },
  };
}
