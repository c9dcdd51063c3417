import { createHash } from 'node:crypto';
import { unlessTaken } from '@gridlink/event-bus';
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

const bucketOf = (login: string): string => createHash('sha256').update(login).digest('hex').slice(0, BUCKET_DIGITS);

const windowEnd = (now: Date): Date => new Date(now.getTime() + WINDOW_MS);

/** Attempts to sign in by login name, shared by all replicas. */
export function createMongoLoginAttempts(connection: Connection): LoginAttempts {
  const collection = nativeCollection<AttemptBucket>(connection, 'login_attempts');

  /** The bucket with this attempt in it, or null where there is none yet. */
  const count = (_id: string, now: Date): Promise<AttemptBucket | null> => {
    const running = { $gt: ['$windowEnds', now] };
    return collection.findOneAndUpdate(
      { _id },
      [
        {
          $set: {
            attempts: { $cond: [running, { $add: ['$attempts', 1] }, 1] },
            windowEnds: { $cond: [running, '$windowEnds', windowEnd(now)] },
          },
        },
      ],
      { returnDocument: 'after' },
    );
  };

  /** The bucket of a first attempt, or null where another first one was quicker. */
  async function open(_id: string, now: Date): Promise<AttemptBucket | null> {
    const bucket: AttemptBucket = { _id, attempts: 1, windowEnds: windowEnd(now) };
    return (await unlessTaken(collection.insertOne(bucket))) ? bucket : null;
  }

  /** Not one upsert: of many first attempts at once the embedded server answers most with nothing (docs/adr/0002). */
  async function counted(id: string, now: Date): Promise<AttemptBucket> {
    // Whoever finds it opened by another counts on that one's; it is gone again only when somebody signed in or its time ended.
    for (;;) {
      const bucket = (await count(id, now)) ?? (await open(id, now));
      if (bucket) return bucket;
    }
  }

  return {
    async begin(login, now) {
      const bucket = await counted(bucketOf(login), now);
      if (bucket.attempts <= MAX_ATTEMPTS) return 0;
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
