/** The server's code for a value that a unique index, or another document's id, has already. */
const DUPLICATE_KEY = 11_000;

/** One failed write of many, or the error of a single one. By its code: there may be two versions of the driver in one process. */
export const isDuplicateKey = (failure: unknown): boolean =>
  (failure as { readonly code?: unknown } | null)?.code === DUPLICATE_KEY;

/** Of many writes the driver gives a lost connection too, then with no failed write in it: nothing is known to be stored. */
export function isOnlyDuplicates(error: unknown): boolean {
  if (!isBulkWriteError(error)) return isDuplicateKey(error);
  const failures = [error.writeErrors].flat();
  return failures.length > 0 && failures.every(isDuplicateKey);
}

/** For an insert that may be done again: what was there already passes, any other failure goes on. */
export function passOverDuplicates(error: unknown): void {
  if (!isOnlyDuplicates(error)) throw error;
}

/** True when a write went in, false where another had its key before; any other failure goes on. */
export async function unlessTaken(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** By name: whoever only listens to events has no use for the driver, and should not have to load it. */
const isBulkWriteError = (error: unknown): error is { readonly writeErrors: unknown } =>
  (error as Error | null)?.name === 'MongoBulkWriteError';
