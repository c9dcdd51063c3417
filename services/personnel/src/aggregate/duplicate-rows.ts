import { passOverDuplicates } from '@gridlink/event-bus';

type RowFailure = { readonly index: number };

/** Runs an unordered bulk insert; answers the rows whose unique key was taken and throws whatever else went wrong. */
export async function duplicateRows(insert: () => Promise<unknown>): Promise<ReadonlySet<number>> {
  try {
    await insert();
    return new Set();
  } catch (error) {
    const failures = (error as { writeErrors?: RowFailure | readonly RowFailure[] }).writeErrors;
    passOverDuplicates(error);
    return new Set([failures ?? []].flat().map(({ index }) => index));
  }
}
