import type { Stack } from '@gridlink/stack';
import { type Db, MongoClient } from 'mongodb';
import type { AlarmLineOf } from './alarm-history.ts';

/** What the tickets service has stored of its deadlines and of their alarms. */
export type StoredDeadlines = {
  all(): Promise<Omit<AlarmLineOf<'DEADLINE'>, 'isReminded'>[]>;
  /** Ids of the events of all alarms in the service's log and in its outboxes. */
  events(): Promise<string[]>;
  close(): Promise<void>;
};

type Ticket = {
  readonly _id: string;
  readonly code: string;
  readonly deadlines: readonly {
    readonly id: string;
    readonly remindAt: Date | null;
    readonly dueAt: Date | null;
    readonly remindedAt: Date | null;
    readonly lateAt: Date | null;
    readonly stoppedAt: Date | null;
  }[];
  readonly outbox: readonly { readonly id: string; readonly type: string }[];
};

const ALARM = /^gridlink\.tickets\.ticket\.(late|reminded)\./;
const instant = (date: Date | null): number | null => date?.getTime() ?? null;

async function deadlinesIn(db: Db): Promise<Omit<AlarmLineOf<'DEADLINE'>, 'isReminded'>[]> {
  const tickets = await db
    .collection<Ticket>('tickets')
    .find({}, { projection: { code: 1, deadlines: 1 } })
    .toArray();
  return tickets.flatMap(({ code, deadlines }) =>
    deadlines.map(({ id, remindAt, dueAt, remindedAt, lateAt, stoppedAt }) => ({
      kind: 'DEADLINE' as const,
      code,
      id,
      remindAt: instant(remindAt),
      dueAt: instant(dueAt),
      isRunning: stoppedAt === null,
      remindedAt: instant(remindedAt),
      lateAt: instant(lateAt),
    })),
  );
}

async function eventsIn(db: Db): Promise<string[]> {
  const logged = await db.collection('event_log').find({ 'event.type': ALARM }).toArray();
  const waiting = await db
    .collection<Ticket>('tickets')
    .find({ pendingSince: { $exists: true } }, { projection: { outbox: 1 } })
    .toArray();
  const inOutboxes = waiting.flatMap(({ outbox }) => outbox.filter(({ type }) => ALARM.test(type)));
  return [...logged.map(({ event }) => String(event.id)), ...inOutboxes.map(({ id }) => id)];
}

export async function openStoredDeadlines({ endpoints }: Stack): Promise<StoredDeadlines> {
  const client = await MongoClient.connect(endpoints.mongodb.uri);
  const db = client.db(`${endpoints.databasePrefix}_tickets`);
  return { all: () => deadlinesIn(db), events: () => eventsIn(db), close: () => client.close() };
}
