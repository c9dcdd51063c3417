const DUPLICATE_KEY = 11000;

type RowFailure = { readonly index: number; readonly code: number };

/** Runs an unordered bulk insert; answers the rows whose unique key was taken and throws whatever else went wrong. */
export async function duplicateRows(insert: () => Promise<unknown>): Promise<ReadonlySet<number>> {
  try {
    await insert();
    return new Set();
  } catch (error) {
    const failures = (error as { writeErrors?: RowFailure | readonly RowFailure[] }).writeErrors;
    const list = failures === undefined ? [] : [failures].flat();
    if (list.length === 0 || list.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    return new Set(list.map(({ index }) => index));
  }
}
