import type { GraphClient } from '../graph-client.ts';

type RowReport = {
  readonly row: number;
  readonly code?: string | null;
  readonly id?: string | null;
  readonly outcome: string;
  readonly messages: readonly string[];
};

export type Import<Row> = {
  /** What is imported, for the progress line. */
  readonly what: string;
  readonly mutation: string;
  readonly rows: readonly Row[];
  readonly size: number;
  readonly input: (rows: readonly Row[]) => Record<string, unknown>;
};

/** What one service has just published is known to the next a moment later, by its events. */
const KNOWN_WITHIN_MS = 20_000;
const ASK_AGAIN_MS = 250;

/** Sends a batch, again while rows are refused: imports are idempotent, so what is in stays as it is. */
async function sendBatch<Row>(client: GraphClient, work: Import<Row>, batch: readonly Row[]): Promise<RowReport[]> {
  for (const end = Date.now() + KNOWN_WITHIN_MS; ; ) {
    const { rows } = await client.command<{ rows: RowReport[] }>(work.mutation, { input: work.input(batch) });
    const refused = rows.filter((row) => row.outcome === 'REFUSED');
    const [first] = refused;
    if (!first) return rows;
    if (Date.now() > end)
      throw new Error(`${work.what}: ${refused.length} rows refused, the first: ${first.messages.join('; ')}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

/**
 * Sends rows in batches and gives back each row's report, in the rows' order. Refused rows end the load: a demonstration that is half
 * there would mislead.
 */
export async function inBatches<Row>(client: GraphClient, work: Import<Row>): Promise<RowReport[]> {
  const reports: RowReport[] = [];
  for (let from = 0; from < work.rows.length; from += work.size) {
    const batch = work.rows.slice(from, from + work.size);
    reports.push(...(await sendBatch(client, work, batch)));
    console.log(`${work.what}: ${Math.min(from + work.size, work.rows.length)} of ${work.rows.length}`);
  }
  return reports;
}
