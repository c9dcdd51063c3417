import { createMetrics } from '@gridlink/subgraph-kit';
import { connectMongo } from '@gridlink/subgraph-kit/mongo';
import { type TestDatabase, testDatabase } from '@gridlink/test-kit';
import type { Connection } from 'mongoose';

type FindCommand = {
  readonly find: string;
  readonly filter: object;
  readonly sort?: Record<string, 1 | -1>;
  readonly limit?: number;
  readonly hint?: string;
};

export type QueryPlans = {
  readonly database: TestDatabase;
  readonly connection: Connection;
  /** Runs a query and says how the database finds its rows: by which kind of scan, and whether it must sort. */
  planOf(query: () => PromiseLike<unknown>): Promise<{ indexed: boolean; sorted: boolean }>;
  close(): Promise<void>;
};

/** A database whose queries are listened to, so that a test explains the very query a repository sends. */
export async function watchQueryPlans(label: string): Promise<QueryPlans> {
  const database = await testDatabase(label);
  const connection = await connectMongo(database.uri, database.name, { metrics: createMetrics(label), byName: true });
  const finds: FindCommand[] = [];
  for (const client of [database.client, connection.getClient()]) {
    client.on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'find' && !('explain' in command)) finds.push(command as FindCommand);
    });
  }
  return {
    database,
    connection,
    async planOf(query) {
      await query();
      const asked = finds.at(-1);
      if (!asked) throw new Error('the query sent no find');
      const { find, filter, sort, limit, hint } = asked;
      const plan = await database.db
        .collection(find)
        .find(filter, { ...(sort ? { sort } : {}), ...(limit ? { limit } : {}), ...(hint ? { hint } : {}) })
        .explain();
      const winning = JSON.stringify(plan.queryPlanner.winningPlan);
      return { indexed: winning.includes('IXSCAN'), sorted: winning.includes('"SORT"') };
    },
    async close() {
      await connection.close();
      await database.close();
    },
  };
}
