import type { AlarmStage, Chance, Clock } from '@gridlink/bench';
import { SET_OFF_MS, type Sweepers, setClock, startSweepers } from './sweepers.ts';

/** What is done to sweepers while alarms fall due. */
export type Ordeal = {
  readonly what: string;
  readonly alarms: number;
  /** How often harm was done. */
  readonly harms: number;
};

export type Scene = Pick<AlarmStage, 'stack'> & {
  readonly chance: Chance;
  /** Adds tickets with these clocks and remembers which have reminded already. */
  add(clocks: readonly Clock[]): Promise<void>;
  /** Everything that is due by now is raised, or the patience is over. */
  untilRaised(): Promise<void>;
  /** Writes into the history what was done. */
  note(what: string): void;
  /** Lets days pass at once for everybody. */
  passTime(milliseconds: number): void;
};

export type OrdealSize = { readonly alarms: number; readonly milliseconds: number };

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Filling in is over by then. */
const LEAD_MS = 6 * SECOND_MS;
/** Pauses between two kills: from one that meets a sweeper coming up to one that lets it work. */
const KILL_PAUSE_MS = [200, 2_500] as const;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const from = (start: number, milliseconds: number): Date => new Date(start + milliseconds);

/** Reminders and late warnings in turn, evenly over a time from a start on. */
function evenly({ alarms, milliseconds }: OrdealSize, start: number): Clock[] {
  return Array.from({ length: alarms }, (_, index) => {
    const at = start + Math.floor((index * milliseconds) / alarms);
    return index % 2 === 0
      ? { remindAt: from(at, 0), dueAt: from(at, 24 * HOUR_MS), isReminded: false }
      : { remindAt: from(at, -HOUR_MS), dueAt: from(at, -1), isReminded: true };
  });
}

async function withSweepers<Done>(scene: Scene, called: string, work: (sweepers: Sweepers) => Promise<Done>) {
  const sweepers = await startSweepers(scene.stack, called);
  try {
    const done = await work(sweepers);
    await sweepers.untilReady();
    await scene.untilRaised();
    return done;
  } finally {
    await sweepers.stop();
  }
}

/** kill -9 of one sweeper after the other, at moments of chance, while alarms fall due. */
export const killed = (scene: Scene, size: OrdealSize): Promise<Ordeal> =>
  withSweepers(scene, 'killed', async ({ all }) => {
    const start = Date.now() + LEAD_MS;
    await scene.add(evenly(size, start));
    let harms = 0;
    while (Date.now() < start + size.milliseconds) {
      await pause(scene.chance.int(...KILL_PAUSE_MS));
      const victim = all[scene.chance.int(0, all.length - 1)];
      // One that is coming up has nobody to kill yet.
      if (victim?.process.pid() === undefined) continue;
      scene.note(`kill -9 ${victim.process.name}`);
      await victim.process.kill();
      harms += 1;
    }
    return { what: 'sweepers killed at random moments', alarms: size.alarms, harms };
  });

/** One sweeper's clock set forward, one's back, in the midst of it; many alarms are due within what the clock was set by. */
export const clocksSet = (scene: Scene, size: OrdealSize): Promise<Ordeal> =>
  withSweepers(scene, 'clocks', async ({ all }) => {
    const start = Date.now() + LEAD_MS;
    const soon = start + size.milliseconds + 2 * MINUTE_MS;
    const notYet = evenly({ alarms: size.alarms, milliseconds: 8 * MINUTE_MS }, soon);
    await scene.add([...evenly(size, start), ...notYet]);
    await pause(start - Date.now() + size.milliseconds / 3);
    const set = all.filter((_, index) => SET_OFF_MS[index] !== 0);
    for (const sweeper of set) {
      scene.note(`clock of ${sweeper.process.name} set by ten minutes`);
      await setClock(sweeper);
    }
    await pause(start + size.milliseconds - Date.now());
    return { what: 'clocks set 10 min forward and back', alarms: size.alarms * 2, harms: set.length };
  });

const AWAY_MS = 72 * HOUR_MS;

/** Nobody there for three days: of deadlines whose reminder and end both passed, only the end is told, once. */
export async function allDown(scene: Scene, { alarms }: OrdealSize): Promise<Ordeal> {
  const now = Date.now();
  const over = Array.from({ length: alarms }, (_, index): Clock => {
    const remindAt = from(now, HOUR_MS + index * SECOND_MS);
    return { remindAt, dueAt: from(now, 20 * HOUR_MS + index * SECOND_MS), isReminded: false };
  });
  const running = over.map(({ remindAt }) => ({ remindAt, dueAt: from(now, 2 * AWAY_MS), isReminded: false }));
  await scene.add([...over, ...running]);
  scene.note('all sweepers down for 72 h');
  scene.passTime(AWAY_MS);
  const sweepers = await startSweepers(scene.stack, 'after-72-h', AWAY_MS);
  try {
    await scene.untilRaised();
  } finally {
    await sweepers.stop();
  }
  return { what: 'all sweepers down for 72 h', alarms: alarms * 2, harms: 1 };
}
