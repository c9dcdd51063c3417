import {
  type AlarmStage,
  type AlarmWatch,
  bar,
  chanceOf,
  type Effort,
  type Measurement,
  openAlarmWatch,
  type Row,
  serverVersions,
  setAlarmStage,
} from '@gridlink/bench';
import { within } from '../findings/settle.ts';
import { openHistory } from '../history/history-file.ts';
import { type AlarmLine, alarmLineSchema } from './alarm-history.ts';
import { type AlarmVerdict, checkAlarms } from './check-alarms.ts';
import { allDown, clocksSet, killed, type Ordeal, type OrdealSize, type Scene } from './ordeals.ts';
import { openStoredDeadlines, type StoredDeadlines } from './stored-deadlines.ts';

type Size = { readonly killed: OrdealSize; readonly clocks: OrdealSize; readonly down: OrdealSize };

const FULL: Size = {
  killed: { alarms: 2_000, milliseconds: 60_000 },
  clocks: { alarms: 600, milliseconds: 20_000 },
  down: { alarms: 1_000, milliseconds: 0 },
};
const QUICK: Size = {
  killed: { alarms: 100, milliseconds: 5_000 },
  clocks: { alarms: 60, milliseconds: 3_000 },
  down: { alarms: 100, milliseconds: 0 },
};

/** Patience for a slow machine; a killed sweeper's claims alone are free again only after half a minute. */
const RAISED_WITHIN_MS = 300_000;
/** Reading everything that is stored is work that the sweepers' database has to do as well. */
const LOOK_EVERY_MS = 2_000;
const SHOWN = 10;

const keyOf = ({ code, id }: { readonly code: string; readonly id: string }): string => `${code} ${id}`;

type Account = Omit<Scene, 'stack' | 'chance'> & {
  /** What is wrong so far. */
  judge(): Promise<AlarmVerdict>;
  /** The same at the end: what is stored joins the history. */
  conclude(): Promise<AlarmVerdict>;
  readonly raised: () => number;
};

type Sources = { readonly stage: AlarmStage; readonly watch: AlarmWatch; readonly stored: StoredDeadlines };

/** Keeps the history: what was done, what was heard, and what is stored at the moment somebody looks. */
function keepAccount(
  { stage, watch, stored }: Sources,
  append: (line: AlarmLine) => void,
  read: () => AlarmLine[],
): Account {
  const reminded = new Set<string>();
  let aheadMs = 0;
  let heard = 0;

  /** Arrivals since the last look; days pass only while nobody raises anything. */
  const writeHeard = (): void => {
    for (const { heardAtMs, saidAtMs, ...alarm } of watch.all().slice(heard))
      append({ kind: 'RAISED', at: heardAtMs + aheadMs, saidAt: saidAtMs, ...alarm });
    heard = watch.all().length;
  };

  /** What is stored now, against what had to be raised when that was read. */
  const findings = async (): Promise<AlarmLine[]> => {
    const ended: AlarmLine = { kind: 'ENDED', at: Date.now() + aheadMs };
    const deadlines = await stored.all();
    const logged = await stored.events();
    writeHeard();
    return [
      ...deadlines.map((deadline) => ({ ...deadline, isReminded: reminded.has(keyOf(deadline)) })),
      ...logged.map((event): AlarmLine => ({ kind: 'LOGGED', event })),
      ended,
    ];
  };

  const judge = async (): Promise<AlarmVerdict> => {
    const found = await findings();
    return checkAlarms([...read(), ...found]);
  };

  return {
    judge,
    async conclude() {
      for (const line of await findings()) append(line);
      return checkAlarms(read());
    },
    raised: () => watch.all().length,
    async add(clocks) {
      const codes = new Set(await stage.many.add(clocks));
      for (const deadline of await stored.all())
        if (codes.has(deadline.code) && deadline.remindedAt !== null) reminded.add(keyOf(deadline));
    },
    async untilRaised() {
      await within(RAISED_WITHIN_MS, async () => {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        const { missing, wrong } = await judge();
        return missing.length + wrong.length === 0;
      });
    },
    note: (what) => append({ kind: 'DISTURBED', at: Date.now() + aheadMs, what }),
    passTime(milliseconds) {
      writeHeard();
      aheadMs += milliseconds;
    },
  };
}

async function goThrough(scene: Scene, { killed: kills, clocks, down }: Size, say: Effort['say']): Promise<Ordeal[]> {
  const ordeals: Ordeal[] = [];
  const steps = [() => killed(scene, kills), () => clocksSet(scene, clocks), () => allDown(scene, down)];
  for (const step of steps) {
    const ordeal = await step();
    say(`${ordeal.what}: ${ordeal.harms} times, ${ordeal.alarms} alarms`);
    ordeals.push(ordeal);
  }
  return ordeals;
}

const rowOf = ({ what, alarms, harms }: Ordeal): Row => ({ ordeal: what, times: harms, 'alarms planned': alarms });

const WHAT: Readonly<Record<keyof AlarmVerdict, string>> = {
  early: 'alarms raised too early',
  twice: 'deadlines with an alarm raised twice',
  missing: 'deadlines without the alarm that was owed',
  wrong: 'reminders after the warning, events and documents that differ',
};

/** R5: sweepers killed, with clocks set off, and all away for three days; every alarm once, none early. */
export const drillSweeper: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const history = openHistory('sweeper', alarmLineSchema);
  const stage = await setAlarmStage(say);
  const { stack, seed } = stage;
  let complaints: readonly string[] = ['the drill did not come to its end'];
  try {
    const watch = await openAlarmWatch(stack);
    const stored = await openStoredDeadlines(stack);
    const account = keepAccount({ stage, watch, stored }, history.append, history.read);
    const ordeals = await goThrough({ ...account, stack, chance: chanceOf(seed) }, size, say);
    const verdict = await account.conclude();
    complaints = Object.entries(verdict).flatMap(([kind, found]) =>
      found.slice(0, SHOWN).map((sentence) => `${kind}: ${sentence}`),
    );
    await Promise.all([watch.close(), stored.close()]);
    const kinds = Object.keys(WHAT) as (keyof AlarmVerdict)[];
    return {
      seed,
      rounds: 1,
      versions: serverVersions(stack),
      notes: [
        `three processes of the tickets service share the alarms; ${account.raised()} alarms heard by a subscriber`,
        'an alarm is early by the drill’s own clock, or by the sweeper’s account of when it raised it',
      ],
      rows: ordeals.map(rowOf),
      bars: kinds.map((kind) => bar('R5', WHAT[kind], { value: verdict[kind].length, unit: '', limit: { atMost: 0 } })),
    };
  } finally {
    for (const complaint of complaints) say(complaint);
    if (complaints.length === 0) history.remove();
    else say(`history: ${history.path}`);
    await stage.end();
  }
};
