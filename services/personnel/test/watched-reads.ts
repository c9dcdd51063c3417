import { createEventLog, createMemoryBus, createPublisher } from '@gridlink/event-bus';
import { loadPacks } from '@gridlink/jurisdiction';
import { createMetrics } from '@gridlink/subgraph-kit';
import { connectMongo } from '@gridlink/subgraph-kit/mongo';
import { type Plan, plansOf, sentBy, type TestDatabase } from '@gridlink/test-kit';
import { createRepositories, ensureIndexes, type Repositories } from '../src/repositories.ts';

/** The service's repositories on a connection of their own, on which nothing runs but what a test asks. */
export async function watchReads(database: TestDatabase, personalDataKey: Buffer) {
  const connection = await connectMongo(database.uri, database.name, { metrics: createMetrics('test'), byName: true });
  const log = createEventLog(database.db);
  const publisher = createPublisher({ bus: createMemoryBus(), log, onProblem: () => undefined });
  const repositories = createRepositories(connection, publisher, { packs: loadPacks(), personalDataKey });
  await ensureIndexes(repositories);

  return {
    repositories,
    /** The plan of every read that the work made. */
    plansOf: async (work: (repositories: Repositories) => Promise<unknown>): Promise<readonly Plan[]> =>
      plansOf(database.db, await sentBy(connection.getClient(), () => work(repositories))),
    stop: () => connection.close(),
  };
}
