import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { nativeCollection } from '../../aggregate/native-collection.ts';

type AttemptBucket = { readonly _id: string; readonly attempts: number; readonly windowEnds: Date };

export type LoginAttempts = {
  /** Counts an attempt before its password is looked at, so that guesses side by side count too. Seconds to wait, 0 for go ahead. */
  begin(login: string, now: Date): Promise<number>;
  /** Forgets the attempts after a good one. */
  forget(login: string): Promise<void>;
  ensureIndexes(): Promise<void>;
};

export const MAX_ATTEMPTS = 10;
const WINDOW_MS = 15 * 60_000;
/** Hex digits of the bucket's name: at most a million documents, however many names are tried. */
const BUCKET_DIGITS = 5;
const DUPLICATE_KEY = 11000;

const bucketOf = (login: string): string => createHash('sha256').update(login).digest('hex').slice(0, BUCKET_DIGITS);

/** Attempts to sign in by login name, shared by all replicas. */
export function createMongoLoginAttempts(connection: Connection): LoginAttempts {
  const collection = nativeCollection<AttemptBucket>(connection, 'login_attempts');

  const count = async (_id: string, now: Date): Promise<AttemptBucket | null> => {
    const running = { $gt: ['$windowEnds', now] };
    return collection.findOneAndUpdate(
      { _id },
      [
        {
          $set: {
            attempts: { $cond: [running, { $add: ['$attempts', 1] }, 1] },
            windowEnds: { $cond: [running, '$windowEnds', new Date(now.getTime() + WINDOW_MS)] },
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    );
  };

  return {
    async begin(login, now) {
      const id = bucketOf(login);
      const bucket = await count(id, now).catch((error: { code?: number }) => {
        // Two first attempts at the same moment: the one that lost the insert counts on the other's document.
        if (error.code === DUPLICATE_KEY) return count(id, now);
        throw error;
      });
      if (!bucket || bucket.attempts <= MAX_ATTEMPTS) return 0;
      return Math.max(1, Math.ceil((bucket.windowEnds.getTime() - now.getTime()) / 1_000));
    },
    async forget(login) {
      await collection.deleteOne({ _id: bucketOf(login) });
    },
    async ensureIndexes() {
      await collection.createIndex({ windowEnds: 1 }, { expireAfterSeconds: 0, name: 'login_attempts_expire' });
    },
  };
}
