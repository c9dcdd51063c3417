import { randomUUID } from 'node:crypto';
import { unlessTaken } from '@gridlink/event-bus';
import { conflict } from '@gridlink/subgraph-kit';
import type { Connection } from 'mongoose';
import type { PublicationTurns } from '../use-cases/grid-repository.ts';

type Turn = { _id: string; holder: string; until: Date };

/** Far more than the largest import takes; only a holder that died is waited out. */
const HELD_AT_MOST_MS = 60_000;
const PATIENCE_MS = 15_000;
const ASK_AGAIN_MS = 40;

/** Leases in the database, one a county. Always taken in the order of their codes, so that two takers never wait for each other. */
export function mongoPublicationTurns(connection: Connection): PublicationTurns {
  const turns = connection.collection<Turn>('publication_turns');

  /** The filter matches a free turn; for one that is held the upsert runs into the key that is there. */
  function tryTake(county: string, holder: string): Promise<boolean> {
    const now = Date.now();
    const free = { _id: county, until: { $lt: new Date(now) } };
    const taken = { $set: { holder, until: new Date(now + HELD_AT_MOST_MS) } };
    return unlessTaken(turns.updateOne(free, taken, { upsert: true }));
  }

  async function takeInTime(county: string, holder: string): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await tryTake(county, holder))) {
      if (Date.now() > end)
        throw conflict('本县（市、区）正在公布其他网格，请稍后重试 (others are publishing here: retry later)');
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }

  return {
    async take(counties, work) {
      const holder = randomUUID();
      try {
        for (const county of [...new Set(counties)].sort()) await takeInTime(county, holder);
        return await work();
      } finally {
        await turns.updateMany({ holder }, { $set: { until: new Date(0) } });
      }
    },
  };
}
