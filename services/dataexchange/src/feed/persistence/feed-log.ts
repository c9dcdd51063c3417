import type { EventEnvelope } from '@gridlink/contracts';
import { inBatches, insertUnordered, ONE_AFTER_THE_OTHER, type Settled, unlessTaken } from '@gridlink/event-bus';
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
  /**
   * Keeps an event for organizations, once each, together with others that come at the same time; the entries that are still to be sent to
   * the broker.
   */
  append(event: EventEnvelope, organizations: readonly string[], now: Date): Promise<FeedLogEntry[]>;
  markSent(ids: readonly string[]): Promise<void>;
  /** Entries waiting since before a moment, oldest first. */
  pending(before: Date, limit: number): Promise<FeedLogEntry[]>;
  /** Entries of a feed after a number, in order. */
  after(organization: string, number: number, limit: number): Promise<FeedLogEntry[]>;
  lastNumber(organization: string): Promise<number>;
  ensureIndexes(): Promise<void>;
};

type Telling = { readonly event: EventEnvelope; readonly organizations: readonly string[]; readonly now: Date };

const entriesOf = ({ event, organizations, now }: Telling): Omit<FeedLogEntry, 'number'>[] =>
  organizations.map((organization) => ({
    _id: `${event.id}|${organization}`,
    organization,
    event,
    at: now,
    pendingSince: now,
  }));

export function createFeedLog(db: Db, retentionDays: number): FeedLog {
  const log: Collection<FeedLogEntry> = db.collection('feed_log');
  const counters: Collection<{ _id: string; last: number }> = db.collection('feed_counters');

  /** The first numbers of a feed; false where another taker was quicker. */
  const begin = (organization: string, count: number): Promise<boolean> =>
    unlessTaken(counters.insertOne({ _id: organization, last: count }));

  /**
   * So many numbers of a feed, one after the other; the first of them. Not one upsert: of many who want a feed's first numbers at once, the
   * embedded server answers some with nothing (docs/adr/0002).
   */
  const takeNumbers = async (organization: string, count: number): Promise<number> => {
    for (;;) {
      const counter = await counters.findOneAndUpdate(
        { _id: organization },
        { $inc: { last: count } },
        { returnDocument: 'after' },
      );
      if (counter) return counter.last - count + 1;
      if (await begin(organization, count)) return 1;
    }
  };

  const numbered = async (entries: readonly Omit<FeedLogEntry, 'number'>[]): Promise<FeedLogEntry[]> => {
    const ofFeeds = [...Map.groupBy(entries, ({ organization }) => organization)];
    const parts = ofFeeds.map(async ([organization, some]) => {
      const first = await takeNumbers(organization, some.length);
      return some.map((entry, index) => ({ ...entry, number: first + index }));
    });
    return (await Promise.all(parts)).flat();
  };

  /** Of entries that were told before: those that are still to be sent. The numbers taken for them now are gaps. */
  const toldBefore = async (ids: readonly string[]): Promise<FeedLogEntry[]> => {
    // That is rare, so nobody looks before each event whether it is known.
    if (ids.length === 0) return [];
    const known = await log.find({ _id: { $in: [...ids] } }).toArray();
    if (known.length < ids.length) throw new Error('entries of feeds were not stored');
    return known.filter(({ pendingSince }) => pendingSince !== undefined);
  };

  const appendAll = async (tellings: readonly Telling[]): Promise<Settled<FeedLogEntry[]>[]> => {
    const entries = await numbered(tellings.flatMap(entriesOf));
    const failed = await insertUnordered(log, entries);
    const [stored, refused] = [
      entries.filter((_, index) => !failed.has(index)),
      entries.filter((_, index) => failed.has(index)),
    ];
    const toSend = [...stored, ...(await toldBefore([...new Set(refused.map(({ _id }) => _id))]))];
    const byEvent = Map.groupBy(toSend, ({ event }) => event.id);
    return tellings.map(({ event, organizations }) => ({
      result: (byEvent.get(event.id) ?? []).filter(({ organization }) => organizations.includes(organization)),
    }));
  };

  const appendWithOthers = inBatches(appendAll, ONE_AFTER_THE_OTHER);

  return {
    append: (event, organizations, now) => appendWithOthers({ event, organizations, now }),
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
