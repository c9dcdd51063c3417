import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '@gridlink/stack';
import { MongoClient } from 'mongodb';

export type StoredReports = {
  /** How many of these ticket numbers are not in the database. */
  missing(codes: readonly string[]): Promise<number>;
  /** Waits until every event has left the outboxes; how many seconds that took. */
  published(): Promise<number>;
  close(): Promise<void>;
};

const LOOK_EVERY_MS = 200;
const CODES_AT_ONCE = 1_000;

/** The tickets' database, asked directly: what was acknowledged is held against what is there. */
export async function openStoredReports({ endpoints }: Stack): Promise<StoredReports> {
  const client = await MongoClient.connect(endpoints.mongodb.uri);
  const tickets = client.db(`${endpoints.databasePrefix}_tickets`).collection('tickets');
  return {
    async missing(codes) {
      const unique = [...new Set(codes)];
      let found = 0;
      for (let from = 0; from < unique.length; from += CODES_AT_ONCE) {
        const some = unique.slice(from, from + CODES_AT_ONCE);
        found += await tickets.countDocuments({ code: { $in: some } });
      }
      // Two reports under one number would be one of them lost.
      return codes.length - found;
    },
    async published() {
      const from = performance.now();
      while ((await tickets.countDocuments({ pendingSince: { $gt: new Date(0) } }, { limit: 1 })) > 0) {
        await pause(LOOK_EVERY_MS);
      }
      return (performance.now() - from) / 1_000;
    },
    close: () => client.close(),
  };
}
