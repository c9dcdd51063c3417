import type { EventEnvelope } from '@gridlink/contracts';
import type { Collection, Db } from 'mongodb';

/** One event of one organization's feed. The database is the truth; the broker's stream is filled from it. */
export type FeedLogEntry = {
  /** `<event>|<organization>` */
  readonly _id: string;
  readonly organization: string;
  /** Grows with each event of the organization's feed; may leave gaps. */
  readonly number: number;
  readonly event: EventEnvelope;
  readonly at: Date;
  /** Set until the broker has the event (sparse index, read by the relay). */
  readonly pendingSince?: Date;
};

export type FeedLog = {
  /** Keeps an event for organizations, once each; the entries that are still to be sent to the broker. */
  append(event: EventEnvelope, organizations: readonly string[], now: Date): Promise<FeedLogEntry[]>;
  markSent(ids: readonly string[]): Promise<void>;
  /** Entries waiting since before a moment, oldest first. */
  pending(before: Date, limit: number): Promise<FeedLogEntry[]>;
  /** Entries of a feed after a number, in order. */
  after(organization: string, number: number, limit: number): Promise<FeedLogEntry[]>;
  lastNumber(organization: string): Promise<number>;
  ensureIndexes(): Promise<void>;
};

const DUPLICATE_KEY = 11000;

export function createFeedLog(db: Db, retentionDays: number): FeedLog {
  const log: Collection<FeedLogEntry> = db.collection('feed_log');
  const counters: Collection<{ _id: string; last: number }> = db.collection('feed_counters');

  /** The first number of a feed; false where another taker was quicker. */
  const begin = async (organization: string): Promise<boolean> => {
    try {
      await counters.insertOne({ _id: organization, last: 1 });
      return true;
    } catch (error) {
      if ((error as { code?: number }).code === DUPLICATE_KEY) return false;
      throw error;
    }
  };

  /** Not one upsert: of many who want a feed's first numbers at once, the embedded server answers some with nothing (docs/adr/0002). */
  const nextNumber = async (organization: string): Promise<number> => {
    for (;;) {
      const counter = await counters.findOneAndUpdate(
        { _id: organization },
        { $inc: { last: 1 } },
        { returnDocument: 'after' },
      );
      if (counter) return counter.last;
      if (await begin(organization)) return 1;
    }
  };

  const appendOne = async (event: EventEnvelope, organization: string, now: Date): Promise<FeedLogEntry | null> => {
    const _id = `${event.id}|${organization}`;
    const entry = { _id, organization, number: await nextNumber(organization), event, at: now, pendingSince: now };
    try {
      await log.insertOne(entry);
      return entry;
    } catch (error) {
      if ((error as { code?: number }).code !== DUPLICATE_KEY) throw error;
      // Told before: the number taken for it now is a gap. That is rare, so nobody looks before each event whether it is known.
      const known = await log.findOne({ _id });
      return known?.pendingSince ? known : null;
    }
  };

  return {
    async append(event, organizations, now) {
      const entries = await Promise.all(organizations.map((organization) => appendOne(event, organization, now)));
      return entries.filter((entry) => entry !== null);
    },
    async markSent(ids) {
      await log.updateMany({ _id: { $in: [...ids] } }, { $unset: { pendingSince: '' } });
    },
    pending: (before, limit) =>
      log
        .find({ pendingSince: { $lt: before } })
        .sort({ pendingSince: 1 })
        .limit(limit)
        .toArray(),
    after: (organization, number, limit) =>
      log
        .find({ organization, number: { $gt: number } })
        .sort({ number: 1 })
        .limit(limit)
        .toArray(),
    lastNumber: async (organization) => (await counters.findOne({ _id: organization }))?.last ?? 0,
    async ensureIndexes() {
      await log.createIndex({ organization: 1, number: 1 }, { unique: true, name: 'events of a feed' });
      await log.createIndex({ pendingSince: 1 }, { sparse: true, name: 'events to be sent' });
      await log.createIndex({ at: 1 }, { expireAfterSeconds: retentionDays * 86_400, name: 'retention' });
    },
  };
}
