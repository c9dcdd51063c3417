import type { Db, MongoClient } from 'mongodb';

/** What every check works with: an empty database of its own. */
export type ProbeSubject = { readonly client: MongoClient; readonly db: Db };

/** One thing the project relies on. */
export type Check = {
  readonly name: string;
  /** Resolves with a figure or word worth a line, or with nothing of interest. Throws when the server answers wrongly. */
  readonly run: (subject: ProbeSubject) => Promise<unknown>;
};

/** The answer of one check. */
export type Finding = { readonly name: string; readonly ok: boolean; readonly detail: string; readonly tookMs: number };

/** Compares by content; key order counts, as it does for BSON. @throws naming both. */
export function expectEqual(actual: unknown, expected: unknown, what = 'answer'): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`${what}: expected ${wanted}, got ${got}`.slice(0, 400));
}

/** The work must be refused with this error code. */
export async function expectCode(work: Promise<unknown>, code: number): Promise<void> {
  const outcome = await work.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : String(error)),
  );
  expectEqual(outcome, code, 'error code');
}

/** Unique index or `_id`: the value is there already. */
export const DUPLICATE_KEY = 11_000;

const isDuplicate = (error: unknown): boolean => (error as { code?: unknown }).code === DUPLICATE_KEY;

/** Two upserts that both found nothing: any server may refuse one of them, and its caller asks again. */
export async function retryDuplicate<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}

/** True when the insert is refused because its unique value is taken. */
export async function valueTaken(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return false;
  } catch (error) {
    if (isDuplicate(error)) return true;
    throw error;
  }
}

let databases = 0;

/** Runs the check in a fresh database and drops that afterwards. */
export async function runCheck(client: MongoClient, check: Check): Promise<Finding> {
  databases += 1;
  const db = client.db(`probe_${process.pid}_${databases}`);
  const began = Date.now();
  try {
    const outcome = await check.run({ client, db });
    const detail = typeof outcome === 'string' ? outcome : '';
    return { name: check.name, ok: true, detail, tookMs: Date.now() - began };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name: check.name, ok: false, detail, tookMs: Date.now() - began };
  } finally {
    await db.dropDatabase().catch(() => undefined);
  }
}
