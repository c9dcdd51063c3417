import { startTestStack, type TestStack } from '@gridlink/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CORPORA, type CorpusName, readCorpus } from './corpus/corpus-file.ts';
import { GROUND_ENVIRONMENT, type Ground, openGround } from './ground/ground.ts';
import { growth, type ProcessFigures, processFigures } from './judge/processes.ts';
import { runCorpus } from './judge/run-corpus.ts';
import { changes, type StoredState, settledState, storedState } from './judge/stored-state.ts';

/** Wide enough for a loaded machine: what it is there to catch ran for minutes. */
const BOUND_MS = 30_000;
const AT_ONCE = 6;
/** A process may fill its caches; what it must not do is keep what it was sent. */
const MOST_GROWTH_MB = 250;

describe('the graph under hostile requests', () => {
  let running: TestStack;
  let ground: Ground;
  let processes: ProcessFigures[];
  let stored: StoredState;
  const read = (how: typeof storedState): Promise<StoredState> => {
    const { mongodb, databasePrefix } = running.stack.endpoints;
    return how(mongodb.uri, databasePrefix);
  };

  beforeAll(async () => {
    running = await startTestStack(GROUND_ENVIRONMENT);
    ground = await openGround(running.stack);
    processes = processFigures(running.stack);
    stored = await read(settledState);
  }, 600_000);

  afterAll(() => running?.end());

  it.each(CORPORA)(
    '[A3] answers every line of the corpus of %s as expected, in time, and shows nothing of itself',
    async (name: CorpusName) => {
      const report = await runCorpus(readCorpus(name), ground.wire, { atOnce: AT_ONCE, boundMs: BOUND_MS });
      expect(report.faults.map(({ line, what }) => `${line.id}: ${what}`)).toEqual([]);
    },
    300_000,
  );

  it('[A3] has stored nothing of what it refused', async () => {
    expect(changes(stored, await read(storedState))).toEqual([]);
  });

  it('[A3] runs on in the same processes', () => {
    const restarted = growth(processes, processFigures(running.stack)).filter((process) => process.restarted);
    expect(restarted).toEqual([]);
  });

  it('[A3] holds hardly more memory than before', () => {
    const grown = growth(processes, processFigures(running.stack)).filter(
      ({ megabytes }) => megabytes > MOST_GROWTH_MB,
    );
    expect(grown).toEqual([]);
  });

  it('[A3] still does its work', async () => {
    const { grid } = await ground.clients.admin.ask<{ grid: { name: string } | null }>(
      'query Grid($id: ID!) { grid(id: $id) { name } }',
      { id: ground.names.grid },
    );
    expect(grid?.name).toBeTruthy();
  });
});
