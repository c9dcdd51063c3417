/** What became of one row of a batch: its result, or the error it failed with. */
export type Settled<Result> = { readonly result: Result } | { readonly error: unknown };

type Waiting<Row, Result> = {
  readonly row: Row;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/** Writes under way at the same time; whoever comes while there are fewer does not wait. */
const WRITES = 4;
/** A database that is given more at once takes longer for each. */
const MOST_ROWS = 32;

/**
 * Writes rows that come at the same time together: while a few writes are under way the others gather, and go as one when one of them
 * ends. A row alone is written at once, so that nothing is waited for that is not there.
 */
export function inBatches<Row, Result>(
  write: (rows: readonly Row[]) => Promise<readonly Settled<Result>[]>,
): (row: Row) => Promise<Result> {
  let waiting: Waiting<Row, Result>[] = [];
  let writing = 0;

  const settle = ({ resolve, reject }: Waiting<Row, Result>, settled: Settled<Result> | undefined): void => {
    if (settled && 'result' in settled) resolve(settled.result);
    else reject(settled?.error ?? new Error('nothing became of a row'));
  };

  const next = async (): Promise<void> => {
    const batch = waiting.slice(0, MOST_ROWS);
    waiting = waiting.slice(MOST_ROWS);
    writing += 1;
    try {
      const settled = await write(batch.map(({ row }) => row));
      for (const [index, one] of batch.entries()) settle(one, settled[index]);
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
    writing -= 1;
    if (waiting.length > 0) void next();
  };

  return (row) =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      if (writing < WRITES) void next();
    });
}
