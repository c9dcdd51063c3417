import { createEventLog, createMemoryBus, createPublisher } from '@gridlink/event-bus';
import { loadPacks } from '@gridlink/jurisdiction';
import { createMetrics } from '@gridlink/subgraph-kit';
import { connectMongo } from '@gridlink/subgraph-kit/mongo';
import type { TestDatabase } from '@gridlink/test-kit';
import { createRepositories, ensureIndexes, type Repositories } from '../src/repositories.ts';

type Command = Record<string, unknown> & { readonly lsid?: unknown };
const PLAIN = ['filter', 'sort', 'limit', 'pipeline', 'cursor'] as const;

/** The service's repositories on a connection whose every read is overheard, and then explained by the server. */
export async function watchReads(database: TestDatabase, personalDataKey: Buffer) {
  const connection = await connectMongo(database.uri, database.name, { metrics: createMetrics('test'), byName: true });
  const reads: Command[] = [];
  connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (commandName === 'find' || commandName === 'aggregate') reads.push({ ...command, commandName });
  });
  const log = createEventLog(database.db);
  const publisher = createPublisher({ bus: createMemoryBus(), log, onProblem: () => undefined });
  const repositories = createRepositories(connection, publisher, { packs: loadPacks(), personalDataKey });
  await ensureIndexes(repositories);

  return {
    repositories,
    /** The winning plan of every read the work made, as text. */
    async plansOf(work: (repositories: Repositories) => Promise<unknown>): Promise<string[]> {
      reads.length = 0;
      await work(repositories);
      const plans = [...reads].map(async (command) => {
        const name = String(command.commandName);
        const asked = Object.fromEntries(
          PLAIN.flatMap((key) => (command[key] === undefined ? [] : [[key, command[key]]])),
        );
        const explained = await database.db.command({
          explain: { [name]: command[name], ...asked },
          verbosity: 'queryPlanner',
        });
        return JSON.stringify(explained.queryPlanner?.winningPlan ?? explained.stages);
      });
      return Promise.all(plans);
    },
    stop: () => connection.close(),
  };
}
