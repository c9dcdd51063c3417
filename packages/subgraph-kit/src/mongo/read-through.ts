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
  const underWay = new Map<string, Promise<ReadonlyMap<string, Row>>>();
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

  /** Reads what nobody is reading yet; whoever comes meanwhile waits for the same answer. */
  const begin = (keys: readonly string[], load: Load<Row>): void => {
    if (keys.length === 0) return;
    const until = clock() + freshMs;
    const before = writes;
    const reading = load(keys).then((rows) => {
      if (writes === before) keep(rows, until);
      return new Map(rows.map((row) => [keyOf(row), row]));
    });
    for (const key of keys) underWay.set(key, reading);
    const done = (): void => {
      for (const key of keys) if (underWay.get(key) === reading) underWay.delete(key);
    };
    reading.then(done, done);
  };

  const readThrough: ReadThrough<Row> = {
    async read(keys, load) {
      const now = clock();
      const fresh = (key: string): Row | undefined => {
        const found = kept.get(key);
        return found && found.until > now ? found.row : undefined;
      };
      const rows = new Map(keys.map((key) => [key, fresh(key)]));
      const unknown = [...rows.keys()].filter((key) => rows.get(key) === undefined);
      begin(
        unknown.filter((key) => !underWay.has(key)),
        load,
      );
      const answers = await Promise.all(unknown.map(async (key) => (await underWay.get(key))?.get(key)));
      return [...rows.values(), ...answers].filter((row) => row !== undefined);
    },
    forget() {
      writes += 1;
      kept.clear();
      underWay.clear();
    },
  };
  return readThrough;
}
