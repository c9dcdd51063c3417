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

/**
 * Sends rows in batches and gives back each row's report, in the rows' order. Refused rows end the load: a demonstration that is half
 * there would mislead.
 */
export async function inBatches<Row>(client: GraphClient, work: Import<Row>): Promise<RowReport[]> {
  const reports: RowReport[] = [];
  for (let from = 0; from < work.rows.length; from += work.size) {
    const batch = work.rows.slice(from, from + work.size);
    const { rows } = await client.command<{ rows: RowReport[] }>(work.mutation, { input: work.input(batch) });
    const refused = rows.filter((row) => row.outcome === 'REFUSED');
    const [first] = refused;
    if (first) throw new Error(`${work.what}: ${refused.length} rows refused, the first: ${first.messages.join('; ')}`);
    reports.push(...rows);
    console.log(`${work.what}: ${Math.min(from + work.size, work.rows.length)} of ${work.rows.length}`);
  }
  return reports;
}
