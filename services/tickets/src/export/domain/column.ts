import type { Cell } from '../../spreadsheet/cell.ts';

/** One column of a list as a table. */
export type Column<Row, Words> = {
  readonly head: string;
  /** What of the graph it shows: who may not read that there does not get it here. */
  readonly shows: readonly string[];
  readonly cell: (row: Row, words: Words) => Cell;
};

/** Names of organizations by code. */
export type Names = ReadonlyMap<string, string>;

export const named = (code: string, { names }: { readonly names: Names }): string => names.get(code) ?? code;

/** Fields of a type, as columns show them. */
export const fieldsOf =
  (type: string) =>
  (...fields: readonly string[]): readonly string[] =>
    fields.map((field) => `${type}.${field}`);

/** The columns that a caller may read. */
export const columnsFor = <Row, Words>(
  columns: readonly Column<Row, Words>[],
  mayRead: (coordinate: string) => boolean,
): readonly Column<Row, Words>[] => columns.filter(({ shows }) => shows.every(mayRead));
