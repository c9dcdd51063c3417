import type { EventEnvelope } from '@gridlink/contracts';
import type { Collection, Db, Filter } from 'mongodb';
import type { Unreadable } from '../bus/event-bus.ts';

/** An event a consumer could not handle, parked where an operator sees it. */
export type DeadLetter = {
  readonly _id: string;
  readonly consumer: string;
  readonly event: EventEnvelope;
  readonly reason: string;
  readonly attempts: number;
  readonly parkedAt: Date;
  readonly replayedAt?: Date;
  /** Set by an operator: the consumer handles the event again within seconds. */
  readonly replayRequestedAt?: Date;
};

/** A message that was no event: kept so that somebody asks who sends such things; there is nothing to handle again. */
export type UnreadableLetter = Unreadable & {
  readonly _id: string;
  readonly consumer: string;
  readonly parkedAt: Date;
};

export type DeadLetters = {
  park(letter: { consumer: string; event: EventEnvelope; reason: string; attempts: number; now: Date }): Promise<void>;
  list(consumer?: string): Promise<DeadLetter[]>;
  /** How many are parked, of all consumers, and not handled since; counting ends at `most`. */
  countWaiting(most: number): Promise<number>;
  setAside(consumer: string, message: Unreadable, now: Date): Promise<void>;
  /** What could not be read at all, oldest first. */
  listUnreadable(consumer?: string): Promise<UnreadableLetter[]>;
  markReplayed(id: string, now: Date): Promise<void>;
  /** Asks the running consumers to handle parked events again, all or one consumer's; answers how many. */
  requestReplay(now: Date, consumer?: string): Promise<number>;
  /** Parked events of a consumer that an operator wants handled again, oldest first. */
  requested(consumer: string): Promise<DeadLetter[]>;
  ensureIndexes(): Promise<void>;
};

const REASON_MAX = 500;

const waiting = (consumer?: string) => ({
  ...(consumer === undefined ? {} : { consumer }),
  replayedAt: { $exists: false },
});

export function createDeadLetters(db: Db): DeadLetters {
  const letters: Collection<DeadLetter> = db.collection('dead_letters');
  const unreadable: Collection<UnreadableLetter> = db.collection('unreadable_messages');
  const read = (filter: Filter<DeadLetter>): Promise<DeadLetter[]> =>
    letters.find(filter).sort({ parkedAt: 1 }).limit(1_000).toArray();
  return {
    async park({ consumer, event, reason, attempts, now }) {
      await letters.updateOne(
        { _id: `${consumer}|${event.id}` },
        {
          $set: { consumer, event, reason: reason.slice(0, REASON_MAX), attempts, parkedAt: now },
          $unset: { replayedAt: '', replayRequestedAt: '' },
        },
        { upsert: true },
      );
    },
    list: (consumer) => read(waiting(consumer)),
    countWaiting: (most) => letters.countDocuments(waiting(), { limit: most }),
    async setAside(consumer, message, now) {
      const _id = `${consumer}|${message.stream}|${message.streamSequence}`;
      await unreadable.updateOne({ _id }, { $set: { consumer, ...message, parkedAt: now } }, { upsert: true });
    },
    listUnreadable: (consumer) =>
      unreadable
        .find(consumer === undefined ? {} : { consumer })
        .sort({ parkedAt: 1 })
        .limit(1_000)
        .toArray(),
    async markReplayed(id, now) {
      await letters.updateOne({ _id: id }, { $set: { replayedAt: now }, $unset: { replayRequestedAt: '' } });
    },
    async requestReplay(now, consumer) {
      return (await letters.updateMany(waiting(consumer), { $set: { replayRequestedAt: now } })).modifiedCount;
    },
    requested: (consumer) => read({ ...waiting(consumer), replayRequestedAt: { $exists: true } }),
    async ensureIndexes() {
      // Sparse: every consumer looks for requests every few seconds, and mostly there are none among however many letters.
      await letters.createIndex({ replayRequestedAt: 1 }, { sparse: true });
      await letters.createIndex({ consumer: 1, parkedAt: 1 });
      await unreadable.createIndex({ consumer: 1, parkedAt: 1 });
    },
  };
}
