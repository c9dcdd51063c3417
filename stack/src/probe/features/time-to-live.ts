import { askUntil } from '../../processes/deadline.ts';
import type { Check } from '../check.ts';

const PATIENCE_MS = 150_000;

/** Slow: servers look for what has expired once a minute. */
export const timeToLiveCheck: Check = {
  name: 'TTL index removes what has expired',
  run: async ({ db }) => {
    const sessions = db.collection('sessions');
    await sessions.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
    await sessions.insertMany([
      { expiresAt: new Date(Date.now() - 1_000) },
      { expiresAt: new Date(Date.now() + 3_600_000) },
    ]);
    const began = Date.now();
    const gone = await askUntil(async () => (await sessions.countDocuments()) === 1, {
      withinMs: PATIENCE_MS,
      everyMs: 500,
    });
    if (!gone) throw new Error(`still there after ${PATIENCE_MS / 1000} s`);
    return `after ${Math.round((Date.now() - began) / 1000)} s`;
  },
};
