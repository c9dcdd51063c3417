import type { EventEnvelope } from '@gridlink/contracts';
import type { Collection, Db } from 'mongodb';

/** An event a consumer could not handle, parked where an operator sees it. */
export type DeadLetter = {
  readonly _id: string;
  readonly consumer: string;
  readonly event: EventEnvelope;
  readonly reason: string;
  readonly attempts: number;
  readonly parkedAt: Date;
  readonly replayedAt?: Date;
};

export type DeadLetters = {
  park(letter: { consumer: string; event: EventEnvelope; reason: string; attempts: number; now: Date }): Promise<void>;
  list(consumer?: string): Promise<DeadLetter[]>;
  markReplayed(id: string, now: Date): Promise<void>;
};

const REASON_MAX = 500;

export function createDeadLetters(db: Db): DeadLetters {
  const letters: Collection<DeadLetter> = db.collection('dead_letters');
  return {
    async park({ consumer, event, reason, attempts, now }) {
      await letters.updateOne(
        { _id: `${consumer}|${event.id}` },
        {
          $set: { consumer, event, reason: reason.slice(0, REASON_MAX), attempts, parkedAt: now },
          $unset: { replayedAt: '' },
        },
        { upsert: true },
      );
    },
    list: (consumer) =>
      letters
        .find({ ...(consumer === undefined ? {} : { consumer }), replayedAt: { $exists: false } })
        .sort({ parkedAt: 1 })
        .limit(1_000)
        .toArray(),
    async markReplayed(id, now) {
      await letters.updateOne({ _id: id }, { $set: { replayedAt: now } });
    },
  };
}
