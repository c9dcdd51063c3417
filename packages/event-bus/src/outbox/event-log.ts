import type { EventEnvelope } from '@gridlink/contracts';
import type { Collection, Db, MongoBulkWriteError } from 'mongodb';

type LoggedEvent = { _id: string; at: Date; domain: string; event: EventEnvelope };
type StreamState = { _id: string; generation: string };

const DUPLICATE_KEY = 11000;

export type EventLog = {
  /** Keeps published events; the same event twice is kept once. */
  append(events: readonly EventEnvelope[]): Promise<void>;
  /** All kept events of a domain, oldest first. */
  read(domain: string): AsyncIterable<EventEnvelope>;
  knownGeneration(domain: string): Promise<string | undefined>;
  rememberGeneration(domain: string, generation: string): Promise<void>;
  ensureIndexes(): Promise<void>;
};

/**
 * What this service has published, in its own database, so that a broker whose store was lost can be filled again.
 * Kept for `retentionDays`; a consumer away for longer than that starts from a fresh export.
 */
export function createEventLog(db: Db, retentionDays = 400): EventLog {
  const log: Collection<LoggedEvent> = db.collection('event_log');
  const streams: Collection<StreamState> = db.collection('event_streams');

  return {
    async append(events) {
      if (events.length === 0) return;
      const rows = events.map((event) => ({
        _id: event.id,
        at: new Date(event.time),
        domain: event.type.split('.')[1] ?? '',
        event,
      }));
      await log.insertMany(rows, { ordered: false }).catch(passOverDuplicates);
    },
    async *read(domain) {
      for await (const row of log.find({ domain }).sort({ at: 1, _id: 1 })) yield row.event;
    },
    async knownGeneration(domain) {
      return (await streams.findOne({ _id: domain }))?.generation;
    },
    async rememberGeneration(domain, generation) {
      await streams.updateOne({ _id: domain }, { $set: { generation } }, { upsert: true });
    },
    async ensureIndexes() {
      await log.createIndex({ domain: 1, at: 1, _id: 1 });
      await log.createIndex({ at: 1 }, { expireAfterSeconds: retentionDays * 86_400 });
    },
  };
}

/** The driver wraps a lost connection as well, then with no failed write in it: nothing is known to be stored. */
export function isOnlyDuplicates(error: unknown): boolean {
  if (!isBulkWriteError(error)) return false;
  const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return failures.length > 0 && failures.every((failure) => failure.code === DUPLICATE_KEY);
}

/** For an insert that may be done again: what was there already passes, any other failure goes on. */
export function passOverDuplicates(error: unknown): void {
  if (!isOnlyDuplicates(error)) throw error;
}

/** By name: whoever only listens to events has no use for the driver, and should not have to load it. */
const isBulkWriteError = (error: unknown): error is MongoBulkWriteError =>
  (error as Error | null)?.name === 'MongoBulkWriteError';
