import { bar, type Effort, type Measurement } from '@gridlink/bench';
import { openProjections, type Projections } from '../broker/projections.ts';
import { renameGrids } from '../broker/renamed-grids.ts';
import { within } from '../findings/settle.ts';
import { verdictBars } from '../history/verdict-bars.ts';
import { type Rehearsal, rehearse } from '../intake/rehearsal.ts';
import { type Poisoned, poison } from './poisons.ts';
import { openSetAside, type SetAside } from './set-aside.ts';

const ROUNDS = { full: 10, quick: 1 } as const;
const SET_TRIES = 5;
/** Five attempts with doubling waits take thirteen seconds, for events of one durable one after the other at worst. */
const SETTLED_WITHIN_MS = 240_000;
/** Services whose own copy of the grids is spoiled, so that good events cannot be handled until somebody mends it. */
const SPOILED = ['tickets', 'personnel'];
const SPOILING_INDEX = 'spoiled_by_the_drill';
const SAME_NAME = '同名网格';

type Found = {
  readonly poisoned: Poisoned;
  readonly unreadable: number;
  readonly unusable: number;
  readonly withoutReason: number;
  readonly otherTries: number;
  /** Good events parked while the copies were spoiled, and of these still parked after the operator's command. */
  readonly spoiled: number;
  readonly stillSpoiled: number;
  readonly differences: readonly string[];
};

const isPoison = ({ event }: { readonly event: { readonly subject: string } }): boolean =>
  event.subject.startsWith('poison-');

/** Makes two services refuse grids of one name, names all grids alike, mends it once everything is parked, and has it handled again. */
async function spoilAndMend(
  rehearsal: Rehearsal,
  aside: SetAside,
  projections: Projections,
): Promise<Pick<Found, 'spoiled' | 'stillSpoiled'>> {
  const grids = SPOILED.map((service) => aside.databaseOf(service).collection('grids'));
  for (const each of grids) await each.createIndex({ name: 1 }, { name: SPOILING_INDEX, unique: true });
  await renameGrids(rehearsal.county, () => SAME_NAME);
  const parkedGood = async (): Promise<number> => (await aside.parked()).filter((letter) => !isPoison(letter)).length;
  const expected = (rehearsal.county.jurisdiction.grids.length - 1) * SPOILED.length;
  await within(SETTLED_WITHIN_MS, async () => (await parkedGood()) >= expected);
  const spoiled = await parkedGood();
  for (const each of grids) await each.dropIndex(SPOILING_INDEX);
  await aside.replay();
  await within(SETTLED_WITHIN_MS, async () => (await parkedGood()) === 0 && (await projections.grids()).length === 0);
  return { spoiled, stillSpoiled: await parkedGood() };
}

const doHarm =
  (rounds: number, say: Effort['say']) =>
  async (rehearsal: Rehearsal): Promise<Found> => {
    const { stack, history } = rehearsal;
    const [aside, projections] = [await openSetAside(stack), await openProjections(stack, rehearsal.county)];
    try {
      history.append({ kind: 'DISTURBED', at: Date.now(), what: 'poison' });
      const poisoned = await poison(stack, rounds);
      await within(SETTLED_WITHIN_MS, async () => {
        const [parked, unreadable] = [await aside.parked(), await aside.unreadable()];
        return parked.length >= poisoned.unusable && unreadable.length >= poisoned.unreadable;
      });
      const [parked, unreadable] = [await aside.parked(), await aside.unreadable()];
      say(`${poisoned.published} published: ${parked.length} parked, ${unreadable.length} set aside unread`);
      const mended = await spoilAndMend(rehearsal, aside, projections);
      say(
        `${mended.spoiled} good events parked while two services were spoiled, ${mended.stillSpoiled} after the replay`,
      );
      history.append({ kind: 'RESTORED', at: Date.now(), what: 'poison', afterMs: 0 });
      await rehearsal.channel.stop();
      let differences: readonly string[] = [];
      await within(SETTLED_WITHIN_MS, async () => {
        differences = [...(await projections.grids()), ...(await projections.tickets())];
        return differences.length === 0;
      });
      for (const difference of differences.slice(0, 20)) say(difference);
      return {
        poisoned,
        unusable: parked.filter(isPoison).length,
        unreadable: unreadable.length,
        withoutReason: [...parked, ...unreadable].filter(({ reason }) => reason.trim() === '').length,
        otherTries: parked.filter(({ attempts }) => attempts !== SET_TRIES).length,
        ...mended,
        differences,
      };
    } finally {
      await Promise.all([aside.close(), projections.close()]);
    }
  };

/** R4: what cannot be read or handled is put aside with its reason, the rest goes on, and one command has it handled again. */
export const drillPoison: Measurement = async ({ quick, say }) => {
  const { found, ...outcome } = await rehearse('poison', say, doHarm(quick ? ROUNDS.quick : ROUNDS.full, say));
  const { poisoned } = found;
  const nothing = { unit: '', limit: { atMost: 0 } };
  const missing = Math.abs(poisoned.unusable - found.unusable) + Math.abs(poisoned.unreadable - found.unreadable);
  return {
    seed: outcome.seed,
    rounds: 1,
    versions: outcome.versions,
    notes: [
      `${poisoned.published} poison messages while 8 clients handed in ${outcome.reports} reports`,
      `then all grids named alike while ${SPOILED.join(' and ')} refused equal names; mended, and the operator's command given once for each database`,
      'poison itself is handled again by the command too, fails again and stays parked',
    ],
    rows: [
      { what: 'no event, set aside by its readers', due: poisoned.unreadable, found: found.unreadable },
      { what: 'event nobody can use, parked by its readers', due: poisoned.unusable, found: found.unusable },
      {
        what: 'good event a spoiled service could not handle',
        due: found.spoiled,
        found: found.spoiled - found.stillSpoiled,
      },
    ],
    bars: [
      bar('R4', 'poison messages', { value: poisoned.published, unit: '', limit: { atLeast: 40 } }),
      bar('R4', 'not put aside, or more than once', { value: missing, ...nothing }),
      bar('R4', 'without a reason', { value: found.withoutReason, ...nothing }),
      bar('R4', 'parked after another number of tries', { value: found.otherTries, ...nothing }),
      bar('R4', 'good events parked for the replay', { value: found.spoiled, unit: '', limit: { atLeast: 1 } }),
      bar('R4', 'good events still parked after it', { value: found.stillSpoiled, ...nothing }),
      bar('R4', 'projections unlike their owner', { value: found.differences.length, ...nothing }),
      ...verdictBars('R4', outcome.verdict),
    ],
  };
};
