import type { EventEnvelope } from '@gridlink/contracts';
import type { Collection, Db } from 'mongodb';
import { passOverDuplicates } from '../duplicate-key.ts';

type LoggedEvent = { _id: string; at: Date; domain: string; event: EventEnvelope };
type StreamState = { _id: string; generation: string };

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
