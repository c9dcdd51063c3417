import { MongoServerError } from 'mongodb';
import type { Connection } from 'mongoose';
import type { ReadingMarks } from '../use-cases/notification-repository.ts';

type AccountMark = { readonly _id: string; readonly readUntil: Date };

const DUPLICATE_KEY = 11000;

/** What an account has read, by its subject. */
export function createReadingMarks(connection: Connection): ReadingMarks {
  const marks = connection.collection<AccountMark>('notification_marks');
  const advance = (subject: string, until: Date) =>
    marks.updateOne({ _id: subject }, { $max: { readUntil: until } }, { upsert: true });
  return {
    async readUntil(subject) {
      return (await marks.findOne({ _id: subject }))?.readUntil ?? null;
    },
    async advance(subject, until) {
      await advance(subject, until).catch((error: unknown) => {
        // Two first marks at once: the second finds the first's.
        if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return advance(subject, until);
        throw error;
      });
    },
  };
}
