import { type Bar, bar, chanceOf, type Measurement, type Row } from '@gridlink/bench';
import { cleanly, type Delivery, disturbed } from './deliveries.ts';
import { differences, type Found } from './kept-state.ts';
import { record } from './recording.ts';
import { type Replayed, replay } from './replay.ts';

const SHOWN = 20;
const DIGEST_SHOWN = 12;

type Compared = { readonly clean: Found; readonly other: Found; readonly differences: readonly string[] };

const compare = (clean: Replayed, other: Replayed): Compared[] =>
  clean.found.map((found, index) => {
    const its = other.found[index] as Found;
    return { clean: found, other: its, differences: differences(found, its) };
  });

const rowOf = ({ clean, other, differences: differing }: Compared): Row => ({
  state: `${clean.service}.${clean.collection}`,
  documents: clean.documents.size,
  'sha256 after a clean delivery': clean.digest.slice(0, DIGEST_SHOWN),
  'after a disturbed one': other.digest.slice(0, DIGEST_SHOWN),
  differing: differing.length,
});

const none = (what: string, value: number): Bar => bar('R3', what, { value, unit: '', limit: { atMost: 0 } });

function barsOf(compared: readonly Compared[], replays: readonly Replayed[], deliveries: readonly Delivery[]): Bar[] {
  const differing = compared.reduce((sum, one) => sum + one.differences.length, 0);
  const unlike = compared.filter(({ clean, other }) => clean.digest !== other.digest).length;
  return [
    none('collections that are not byte for byte those of a clean delivery', unlike),
    none('documents that differ', differing),
    none(
      'events parked',
      replays.reduce((sum, { parked }) => sum + parked, 0),
    ),
    none('deliveries that did not come to rest', replays.filter(({ isSettled }) => !isSettled).length),
    bar('R3', 'deliveries for each event', {
      value: deliveries.length / new Set(deliveries.map(({ event }) => event.id)).size,
      unit: '×',
      limit: { atLeast: 2 },
    }),
  ];
}

/** R3: a recorded history given to every consumer again, each event up to five times and out of order; what they make of it is the same. */
export const drillRedelivery: Measurement = async ({ quick, say }) => {
  const recording = await record({ quick, say });
  try {
    const { events, seed, versions } = recording;
    const deliveries = disturbed(events, chanceOf(seed));
    const clean = await replay(recording, { deliveries: cleanly(events), isDoubled: false, isKilled: false });
    say(`clean: ${events.length} events delivered once`);
    const other = await replay(recording, { deliveries, isDoubled: !quick, isKilled: !quick });
    say(`disturbed: ${deliveries.length} deliveries`);
    const compared = compare(clean, other);
    for (const difference of compared.flatMap((one) => one.differences).slice(0, SHOWN)) say(difference);
    return {
      seed,
      rounds: 1,
      versions,
      notes: [
        `${events.length} events of two jurisdictions; ${deliveries.length} deliveries of them, one to five each, up to 60 places off, one in ten long after the rest`,
        'copies go under other message ids, as if the broker’s duplicate window were over',
        quick
          ? 'one process a service'
          : 'two processes a service share the deliveries; one of each is killed with -9 in the midst of them',
        'compared as canonical JSON, without the consumers’ own instants and write counters; figures are counted anew from the tickets',
      ],
      rows: compared.map(rowOf),
      bars: barsOf(compared, [clean, other], deliveries),
    };
  } finally {
    await recording.end();
  }
};
