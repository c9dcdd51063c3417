import { createEventLog, createMemoryBus, createPublisher } from '@gridlink/event-bus';
import { createMetrics } from '@gridlink/subgraph-kit';
import { connectMongo } from '@gridlink/subgraph-kit/mongo';
import { type Plan, plansOf, sentBy, type TestDatabase } from '@gridlink/test-kit';
import { openPersistence } from '../src/persistence.ts';
import type { ServedGrid } from './served-grid.ts';

/** The service's repositories on a connection of their own, on which nothing runs but what a test asks. */
export async function watchQueries(database: TestDatabase) {
  const connection = await connectMongo(database.uri, database.name, { metrics: createMetrics('test'), byName: true });
  const publisher = createPublisher({
    bus: createMemoryBus(),
    log: createEventLog(database.db),
    onProblem: () => undefined,
  });
  const repositories = await openPersistence(connection, publisher);
  return {
    repositories,
    /** The plan of each read that the work made. */
    plansOf: async (work: (deps: typeof repositories) => Promise<unknown>): Promise<readonly Plan[]> =>
      plansOf(database.db, await sentBy(connection.getClient(), () => work(repositories))),
    stop: () => connection.close(),
  };
}

/** Reads the served process's own counter of database commands. */
async function commandsSoFar({ service }: ServedGrid): Promise<number> {
  const text = await (await fetch(`${service.operatorUrl}/metrics`)).text();
  const lines = text.matchAll(/^gridlink_database_commands_total\{command="(?:find|aggregate)".*\} (\d+)$/gm);
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** How many reads some work costs the database; the least of several runs, as the atlas's own look may fall into one. */
export async function commandsOf(grid: ServedGrid, work: () => Promise<unknown>): Promise<number> {
  const counts: number[] = [];
  for (let run = 0; run < 4; run++) {
    const before = await commandsSoFar(grid);
    await work();
    counts.push((await commandsSoFar(grid)) - before);
  }
  return Math.min(...counts);
}
