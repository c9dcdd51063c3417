import { createMetrics } from '@gridlink/subgraph-kit';
import { connectMongo } from '@gridlink/subgraph-kit/mongo';
import { type Plan, plansOf, sentBy, type TestDatabase, testDatabase } from '@gridlink/test-kit';
import type { Connection } from 'mongoose';

export type QueryPlans = {
  readonly database: TestDatabase;
  readonly connection: Connection;
  /** Runs a query and says how the server answers each find that it sent. */
  plansOf(query: () => PromiseLike<unknown>): Promise<readonly Plan[]>;
  close(): Promise<void>;
};

/** A database whose queries are listened to, so that a test explains the very query a repository sends. */
export async function watchQueryPlans(label: string): Promise<QueryPlans> {
  const database = await testDatabase(label);
  const connection = await connectMongo(database.uri, database.name, { metrics: createMetrics(label), byName: true });
  return {
    database,
    connection,
    plansOf: async (query) => plansOf(database.db, await sentBy([database.client, connection.getClient()], query)),
    async close() {
      await connection.close();
      await database.close();
    },
  };
}
