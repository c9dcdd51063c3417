/** What has been read a moment ago, by key. */
export type ReadThrough<Row> = {
  /** The rows of these keys; what is not known, or no longer fresh, is read by `load`. Missing ones are looked for each time. */
  read(keys: readonly string[], load: Load<Row>): Promise<readonly Row[]>;
  /** To be called after each write of this process, before it is acknowledged. */
  forget(): void;
};

type Load<Row> = (keys: readonly string[]) => Promise<readonly Row[]>;

type Options<Row> = {
  readonly keyOf: (row: Row) => string;
  /** How long a row may be shown that another process has changed meanwhile. */
  readonly freshMs: number;
  /** Rows kept; those read first are forgotten first. */
  readonly most: number;
  readonly clock?: () => number;
};

type Kept<Row> = { readonly row: Row; readonly until: number };

/**
 * Rows that change rarely and are asked for on every page. What it shows is never older than the last write of this process, and at
 * most `freshMs` behind the writes of others: a row counts as old from the moment its read began. A read that was under way when
 * something was written is answered and not kept. Scope is not its business: whoever asks sieves what comes out.
 */
export function createReadThrough<Row>({ keyOf, freshMs, most, clock = () => performance.now() }: Options<Row>) {
  const kept = new Map<string, Kept<Row>>();
  let writes = 0;

  const keep = (rows: readonly Row[], until: number): void => {
    for (const row of rows) {
      const key = keyOf(row);
      kept.delete(key);
      kept.set(key, { row, until });
    }
    for (const key of kept.keys()) {
      if (kept.size <= most) return;
      kept.delete(key);
    }
  };

  const readThrough: ReadThrough<Row> = {
    async read(keys, load) {
      const began = clock();
      const before = writes;
      const known = keys.flatMap((key) => {
        const found = kept.get(key);
        return found && found.until > began ? [found.row] : [];
      });
      if (known.length === keys.length) return known;
      const have = new Set(known.map(keyOf));
      const read = await load(keys.filter((key) => !have.has(key)));
      if (writes === before) keep(read, began + freshMs);
      return [...known, ...read];
    },
    forget() {
      writes += 1;
      kept.clear();
    },
  };
  return readThrough;
}
