import { randomUUID } from 'node:crypto';
import type { Replica, Stack } from '@gridlink/stack';
import { commandCounts, totalOf } from '../commands/command-counts.ts';
import { processorTime } from '../load/processor-time.ts';
import { openAlarmWatch } from './alarm-watch.ts';
import { type AlarmVerdict, judgeAlarms, type Planned } from './judge-alarms.ts';
import type { Clock, ManyOpen } from './many-open.ts';

export type RoundSize = {
  /** Alarms that fall due. */
  readonly due: number;
  readonly overMs: number;
};

/** How many processes share the alarms, and whether they count figures and tell desks besides, or leave that to others. */
export type Sweeping = { readonly sweepers: number; readonly besides: 'NOTHING' | 'EVERYTHING' };

/** A replica of tickets that only raises alarms. */
export const ONLY_ALARMS = {
  FIGURES_INTERVAL_MS: '0',
  DELIVERY_INTERVAL_MS: '0',
  ANCHOR_INTERVAL_MS: '0',
  EVIDENCE_INTERVAL_MS: '0',
  NOTIFICATIONS: 'elsewhere',
} as const;

/** Long enough for all to come where more falls due than the machine can raise in time: how late each was is told, and that it came. */
const HEARD_WITHIN_MS = 180_000;
const SECOND_MS = 1_000;

export type Round = AlarmVerdict &
  Sweeping & {
    readonly seconds: number;
    /** For each alarm: commands to the database and processor time of the sweepers, processor time of the database; milliseconds. */
    readonly cost: { readonly commands: number; readonly sweepersMs: number; readonly databaseMs: number };
  };

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function startSweepers(stack: Stack, { sweepers, besides }: Sweeping) {
  const names = Array.from({ length: sweepers }, () => `tickets-${besides}-${randomUUID()}`);
  const env = besides === 'NOTHING' ? ONLY_ALARMS : {};
  const replicas = await Promise.all(names.map((called) => stack.replica('tickets', { called, env })));
  await Promise.all(replicas.map((replica) => replica.process.start()));
  return {
    used: () => usedSoFar(stack, replicas),
    stop: () => Promise.all(replicas.map((replica) => replica.process.stop())),
  };
}

const cpuOf = (pid: number | undefined): number => (pid === undefined ? undefined : processorTime(pid)) ?? Number.NaN;

async function commandsOf({ admin }: Replica): Promise<number> {
  return totalOf(commandCounts(await (await fetch(`${admin}/metrics`)).text()));
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

async function usedSoFar(stack: Stack, replicas: readonly Replica[]): Promise<Round['cost']> {
  return {
    commands: sumOf(await Promise.all(replicas.map(commandsOf))),
    sweepersMs: sumOf(replicas.map((replica) => cpuOf(replica.process.pid()))),
    databaseMs: cpuOf(stack.pid('mongodb')),
  };
}

/** Until all are heard and in the log, and nothing more comes; or the patience is over. */
async function untilRaised(heard: () => number, many: ManyOpen, planned: readonly Planned[]): Promise<void> {
  const end = (planned.at(-1)?.at.getTime() ?? 0) + HEARD_WITHIN_MS;
  const isLogged = async (): Promise<boolean> => {
    const logged = await many.logged();
    return planned.every(({ code }) => logged.has(code));
  };
  while (heard() < planned.length && Date.now() < end) await pause(SECOND_MS);
  while (!(await isLogged()) && Date.now() < end) await pause(SECOND_MS);
  await pause(2 * SECOND_MS);
}

const HOUR_MS = 3_600_000;

/** Every second alarm is a reminder, the others are late warnings; the due instant itself is still on time. */
function clockFor({ verb, at }: Omit<Planned, 'code'>): Clock {
  const after = (milliseconds: number): Date => new Date(at.getTime() + milliseconds);
  return verb === 'reminded'
    ? { remindAt: at, dueAt: after(24 * HOUR_MS), isReminded: false }
    : { remindAt: after(-HOUR_MS), dueAt: after(-1), isReminded: true };
}

/** Tickets whose alarms fall due one after the other, evenly from an instant on. */
async function addDue(many: ManyOpen, { due, overMs }: RoundSize, from: Date): Promise<Planned[]> {
  const alarms = Array.from({ length: due }, (_, index) => ({
    verb: index % 2 === 0 ? ('reminded' as const) : ('late' as const),
    at: new Date(from.getTime() + Math.floor((index * overMs) / due)),
  }));
  const codes = await many.add(alarms.map(clockFor));
  return alarms.map((alarm, index) => ({ ...alarm, code: codes[index] ?? '' }));
}

/** One round: tickets whose alarms fall due evenly over the time, and so many sweepers that share them. */
export async function raiseAll(
  stack: Stack,
  many: ManyOpen,
  { size, sweeping }: { size: RoundSize; sweeping: Sweeping },
): Promise<Round> {
  const { used, stop } = await startSweepers(stack, sweeping);
  const watch = await openAlarmWatch(stack);
  try {
    // Filling in must be over before the first one is due.
    const from = new Date(Date.now() + 5 * SECOND_MS + size.due * 2);
    const planned = await addDue(many, size, from);
    if (Date.now() > from.getTime()) throw new Error('alarms were due before they were filled in');
    const before = await used();
    await untilRaised(watch.tickets, many, planned);
    const after = await used();
    const verdict = judgeAlarms(planned, { heard: watch, logged: await many.logged() });
    const cost = {
      commands: (after.commands - before.commands) / size.due,
      sweepersMs: (after.sweepersMs - before.sweepersMs) / size.due,
      databaseMs: (after.databaseMs - before.databaseMs) / size.due,
    };
    return { ...verdict, ...sweeping, seconds: size.overMs / SECOND_MS, cost };
  } finally {
    await watch.close();
    await stop();
  }
}
