import type { Collection, Db } from 'mongodb';
import { createDeadLetters } from './inbox/dead-letters.ts';
import type { AggregateDocument } from './outbox/aggregate-document.ts';

/** How a service stands with its events; what an operator is woken by. */
export type EventStanding = {
  /** Aggregates with events that are not known to be with the broker, at most `COUNTED`. */
  countWaiting(): Promise<number>;
  /** For how long the oldest of them has waited; 0 for none. */
  oldestWaitingSeconds(): Promise<number>;
  /** Events that a consumer of this service could not handle and that nobody has had handled since, at most `COUNTED`. */
  countParked(): Promise<number>;
};

/** Beyond this many the exact figure says nothing more, and counting would cost. */
const COUNTED = 1_000;

/** @param collections aggregates of the service, known once its relay runs */
export function createEventStanding(
  db: Db,
  collections: () => readonly Collection<AggregateDocument>[],
  now: () => Date,
): EventStanding {
  const letters = createDeadLetters(db);
  return {
    async countWaiting() {
      const counts = collections().map((one) =>
        one.countDocuments({ pendingSince: { $lte: now() } }, { limit: COUNTED }),
      );
      return Math.min(
        COUNTED,
        (await Promise.all(counts)).reduce((sum, count) => sum + count, 0),
      );
    },
    async oldestWaitingSeconds() {
      const at = now();
      const oldest = await Promise.all(
        collections().map((one) =>
          one.findOne({ pendingSince: { $lte: at } }, { sort: { pendingSince: 1 }, projection: { pendingSince: 1 } }),
        ),
      );
      return Math.max(0, ...oldest.map((found) => (at.getTime() - (found?.pendingSince ?? at).getTime()) / 1_000));
    },
    countParked: () => letters.countWaiting(COUNTED),
  };
}
