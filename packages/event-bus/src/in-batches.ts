/** What became of one row of a batch: its result, or the error it failed with. */
export type Settled<Result> = { readonly result: Result } | { readonly error: unknown };

type Waiting<Row, Result> = {
  readonly row: Row;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

export type Batching = {
  /** Batches under way at the same time; whoever comes while there are fewer does not wait. */
  readonly atOnce?: number;
  /** Rows of one batch: a database that is given more at once takes longer for each. */
  readonly most?: number;
  /**
   * Where the work may be done twice: the rows of a batch that failed are tried each by itself, so that what one of them is at fault for
   * harms no other.
   */
  readonly isRepeatable?: boolean;
};

/**
 * Works at rows that come at the same time together: while a few batches are under way the others gather, and go as one when one of them
 * ends. A row alone waits for the end of the event loop's turn and no longer, and those of one turn stay together: what leaves one batch at
 * once comes to the next at once.
 */
export function inBatches<Row, Result>(
  work: (rows: readonly Row[]) => Promise<readonly Settled<Result>[]>,
  { atOnce = 4, most = 32, isRepeatable = false }: Batching = {},
): (row: Row) => Promise<Result> {
  let waiting: Waiting<Row, Result>[] = [];
  let underWay = 0;
  let isNextAtHand = false;

  const settle = ({ resolve, reject }: Waiting<Row, Result>, settled: Settled<Result> | undefined): void => {
    if (settled && 'result' in settled) resolve(settled.result);
    else reject(settled?.error ?? new Error('nothing became of a row'));
  };

  const workAt = async (batch: readonly Waiting<Row, Result>[]): Promise<void> => {
    try {
      const settled = await work(batch.map(({ row }) => row));
      for (const [index, one] of batch.entries()) settle(one, settled[index]);
    } catch (error) {
      if (isRepeatable && batch.length > 1) await Promise.all(batch.map((one) => workAt([one])));
      else for (const one of batch) one.reject(error);
    }
  };

  const next = async (): Promise<void> => {
    const batch = waiting.slice(0, most);
    waiting = waiting.slice(most);
    underWay += 1;
    await workAt(batch);
    underWay -= 1;
    beginSoon();
  };

  const beginSoon = (): void => {
    if (isNextAtHand || waiting.length === 0 || underWay >= atOnce) return;
    isNextAtHand = true;
    setImmediate(() => {
      isNextAtHand = false;
      void next();
      beginSoon();
    });
  };

  return (row) =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      beginSoon();
    });
}

/** For what comes one by one and as fast as it is dealt with: one batch after the other, each of all that has come meanwhile. */
export const ONE_AFTER_THE_OTHER = { atOnce: 1, most: 128, isRepeatable: true } as const satisfies Batching;

/**
 * Looks up together what is asked for at the same time: one query for all who asked while the last was under way. Whoever asks is given what is
 * there after he asked, with what the others wanted among it.
 */
export const askedTogether = <Key, Found>(
  find: (keys: readonly Key[]) => Promise<readonly Found[]>,
): ((keys: readonly Key[]) => Promise<readonly Found[]>) =>
  inBatches(async (asked: readonly (readonly Key[])[]) => {
    const result = await find([...new Set(asked.flat())]);
    return asked.map(() => ({ result }));
  }, ONE_AFTER_THE_OTHER);
