/** How a list ordered by an instant, newest first, is read: a stretch of time at a time. */
export type NewestFirst = {
  /** What `read` answers for the first stretch that fills the page, or for the whole list. */
  page<Row>(list: ListPage, rows: RowsOf<Row>): Promise<readonly Row[]>;
};

type RowsOf<Row> = {
  /** Reads at most so many rows as fill the page, from the page's newest instant down to `from`; null is the list's end. */
  readonly read: (from: Date | null) => Promise<readonly Row[]>;
  readonly instantOf: (row: Row) => Date;
};

type ListPage = {
  /** Names the list: how dense it is, is remembered for the next page of it. */
  readonly key: string;
  /** Rows that make the page full. */
  readonly rows: number;
  /** The page's newest possible instant. */
  readonly until: Date;
};

const DAY_MS = 86_400_000;
const WIDEST_MS = 1_000 * DAY_MS;
const WIDER = 16;
/** So much more than was needed last time. */
const SLACK = 2;
const NARROWEST_MS = 1_000;
const REMEMBERED = 2_000;

/**
 * A limit alone need not end a walk of an index: the embedded server reads every entry within the bounds first. Bounds on the order's
 * first field do, so a page asks for a stretch of time that ought to hold it and, where it does not, for sixteen times as much: one
 * command when the list is known, four at most. What is remembered only ever makes a page cheaper, never another page.
 */
export function createNewestFirst(): NewestFirst {
  /** Milliseconds a row, by list; the least recently asked is forgotten first. */
  const density = new Map<string, number>();

  const remember = (key: string, millisecondsARow: number): void => {
    density.delete(key);
    density.set(key, millisecondsARow);
    const [oldest] = density.keys();
    if (density.size > REMEMBERED && oldest !== undefined) density.delete(oldest);
  };

  return {
    async page({ key, rows, until }, { read, instantOf }) {
      let width = Math.max(NARROWEST_MS, (density.get(key) ?? DAY_MS / rows) * rows * SLACK);
      for (;;) {
        const from = width > WIDEST_MS ? null : new Date(until.getTime() - width);
        const found = await read(from);
        const last = found[rows - 1];
        if (last || from === null) {
          remember(key, last ? (until.getTime() - instantOf(last).getTime()) / rows : Number.POSITIVE_INFINITY);
          return found;
        }
        width *= WIDER;
      }
    },
  };
}
