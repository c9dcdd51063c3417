import type { Stack } from '@gridlink/stack';
import { type Collection, MongoClient } from 'mongodb';

type Deadline = {
  readonly id: string;
  readonly stoppedAt: Date | null;
  readonly remindAt: Date | null;
  readonly [field: string]: unknown;
};
type Ticket = { readonly _id: string; readonly deadlines: readonly Deadline[]; readonly [field: string]: unknown };

/** The clock of a ticket: when it reminds, when it is due, and whether it has reminded already. */
export type Clock = { readonly remindAt: Date; readonly dueAt: Date; readonly isReminded: boolean };

/** Open tickets as the service itself has stored them, copied until there are enough. */
export type ManyOpen = {
  /** More open tickets whose clocks run for weeks yet, until there are so many. */
  growTo(size: number): Promise<void>;
  /** One more for each clock; their numbers, in the same order. */
  add(clocks: readonly Clock[]): Promise<string[]>;
  /** Alarms by ticket, as the service's own log of its events holds them. */
  logged(): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
};

const BATCH = 1_000;
const WEEKS_MS = 30 * 86_400_000;
/** What a copy must not share. */
const OWN = ['externalKey', 'outbox', 'pendingSince', 'uncountedSince'] as const;

const isRunning = ({ stoppedAt }: Deadline): boolean => stoppedAt === null;

/** Far off, a minute apart, so that no two tickets share an entry of the index. */
const far = (number: number): Date => new Date(Date.now() + WEEKS_MS + number * 60_000);

/** The first running clock is the one that was asked for, other running ones say nothing for weeks; those that stopped stay as they are. */
function withClock(deadlines: readonly Deadline[], number: number, clock?: Clock): readonly Deadline[] {
  const quiet = { remindAt: far(number), dueAt: far(number + 1), remindedAt: null, lateAt: null };
  const first = deadlines.find(isRunning);
  return deadlines.map((deadline) => {
    if (!isRunning(deadline)) return deadline;
    if (deadline !== first || !clock) return { ...deadline, ...quiet };
    const { remindAt, dueAt, isReminded } = clock;
    return { ...deadline, remindAt, dueAt, remindedAt: isReminded ? remindAt : null, lateAt: null };
  });
}

/** The due instant itself is still on time. */
const alarmOf = ({ remindAt, dueAt, isReminded }: Clock): Date =>
  isReminded ? new Date(dueAt.getTime() + 1) : remindAt;

function copyOf(model: Ticket, number: number, clock?: Clock): Ticket {
  const rest = Object.fromEntries(Object.entries(model).filter(([key]) => !(OWN as readonly string[]).includes(key)));
  return {
    ...rest,
    _id: `bench-${number}`,
    code: `B${number}`,
    deadlines: withClock(model.deadlines, number, clock),
    nextAlarmAt: clock ? alarmOf(clock) : far(number),
    outbox: [],
    // Words and steps of a ticket that nobody touches make the filling slow and change nothing else.
    ...(clock ? {} : { words: [], timeline: [] }),
  };
}

/** Made a batch at a time: all of them at once would fill the memory. */
async function insertAll(tickets: Collection<Ticket>, count: number, make: (index: number) => Ticket): Promise<void> {
  for (let done = 0; done < count; done += BATCH) {
    const length = Math.min(BATCH, count - done);
    await tickets.insertMany(
      Array.from({ length }, (_, index) => make(done + index)),
      { ordered: false },
    );
  }
}

/** @throws Error where the service has stored no open ticket yet */
export async function openManyOpen({ endpoints }: Stack): Promise<ManyOpen> {
  const client = await MongoClient.connect(endpoints.mongodb.uri);
  const db = client.db(`${endpoints.databasePrefix}_tickets`);
  const tickets = db.collection<Ticket>('tickets');
  const models = (await tickets.find().toArray()).filter(({ deadlines }) => deadlines.some(isRunning));
  if (models.length === 0) throw new Error('the service has stored no open ticket to copy');
  const modelOf = (number: number): Ticket => models[number % models.length] as Ticket;
  let reached = await tickets.estimatedDocumentCount();

  return {
    async growTo(size) {
      const first = reached;
      await insertAll(tickets, size - first, (index) => copyOf(modelOf(first + index), first + index));
      reached = Math.max(reached, size);
    },
    async add(clocks) {
      const first = reached;
      await insertAll(tickets, clocks.length, (index) => copyOf(modelOf(first + index), first + index, clocks[index]));
      reached += clocks.length;
      return clocks.map((_, index) => `B${first + index}`);
    },
    async logged() {
      const alarms = await db
        .collection('event_log')
        .find({ 'event.type': /^gridlink\.tickets\.ticket\.(late|reminded)\./ }, { projection: { 'event.subject': 1 } })
        .toArray();
      const byTicket = Map.groupBy(alarms, ({ event }) => String(event.subject));
      return new Map([...byTicket].map(([code, events]) => [code, events.length]));
    },
    close: () => client.close(),
  };
}
