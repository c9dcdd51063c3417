import type { Rehearsal } from '../intake/rehearsal.ts';
import { deleteDurable, wipeStore } from './jetstream.ts';
import { renameGrids } from './renamed-grids.ts';

/** One thing done to the broker while reports come in; over when it is back. */
export type Harm = {
  readonly what: string;
  /** `time` numbers the harms of one drill. */
  readonly inflict: (rehearsal: Rehearsal, time: number) => Promise<void>;
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A name that says which time it is. */
const numbered =
  (time: number) =>
  (name: string): string =>
    `${name}（${time}）`;

/** While the broker is down, reports go on and the grids change: neither may wait for it. */
async function whileDown({ stack, county }: Rehearsal, time: number, milliseconds: number): Promise<void> {
  await stack.halt('nats');
  await Promise.all([renameGrids(county, numbered(time)), pause(milliseconds)]);
}

const wiped = (awayMs: number): Harm => ({
  what: 'JetStream store wiped',
  async inflict(rehearsal, time) {
    await whileDown(rehearsal, time, awayMs);
    wipeStore(rehearsal.stack);
    await rehearsal.stack.restart('nats');
  },
});

const away = (awayMs: number): Harm => ({
  what: `NATS away for ${awayMs / 1_000} s`,
  async inflict(rehearsal, time) {
    await whileDown(rehearsal, time, awayMs);
    await rehearsal.stack.restart('nats');
  },
});

/** Durables of four readers: a service's of grids, a service's of tickets, and the drill's own. */
const durablesOf = (own: string) => [
  { domain: 'grid', durable: 'tickets-grids' },
  { domain: 'grid', durable: 'personnel-grids' },
  { domain: 'tickets', durable: 'dataexchange-tickets' },
  { domain: 'tickets', durable: own },
];

const durablesDeleted: Harm = {
  what: 'four durables deleted',
  async inflict({ stack, county, ledger }, time) {
    for (const reader of durablesOf(ledger.durable)) await deleteDurable(stack, reader);
    await renameGrids(county, numbered(time));
  },
};

export const FULL: readonly Harm[] = [wiped(5_000), durablesDeleted, away(60_000)];
export const QUICK: readonly Harm[] = [wiped(500), durablesDeleted, away(2_000)];
