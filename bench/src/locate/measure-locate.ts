import type { Measurement } from '../report/command-line.ts';
import { type Bar, bar, type Row } from '../report/result.ts';
import { ownStack, serverVersions } from '../stack/own-stack.ts';
import { median, spreadOf } from '../statistics/spread.ts';
import { fieldOf } from './field.ts';
import { DATABASE, INDEX, type Located, type LocateSize, locateIn } from './locate-round.ts';

const SEED = 20_260_601;
type Size = LocateSize & { readonly grids: readonly number[] };
const FULL: Size = { grids: [10_000, 100_000, 1_000_000], rounds: 5, milliseconds: 1_000, referencesUpTo: 100_000 };
const QUICK: Size = { grids: [1_000, 5_000], rounds: 1, milliseconds: 300, referencesUpTo: 10_000 };

const MILLION = 1_000_000;

const middleRate = ({ rates }: Located, name: string): number => median([...(rates.get(name) ?? [Number.NaN])]);

const rowsOf = (located: Located): Row[] =>
  [...located.rates].map(([name, rates]) => {
    const rate = spreadOf(rates);
    return {
      grids: located.size,
      lookup: name,
      'a second min': rate.min,
      median: rate.median,
      max: rate.max,
      'µs each': MILLION / rate.median,
      '× database': located.rates.has(DATABASE) ? rate.median / middleRate(located, DATABASE) : null,
      'build ms': name === INDEX ? located.buildMilliseconds : null,
      'resident MB': name === INDEX ? located.residentMebibytes : null,
    };
  });

/** How much longer a lookup takes at most, over how much longer it would by log n. */
function growth(all: readonly Located[]): number {
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) return Number.NaN;
  const longer = middleRate(first, INDEX) / middleRate(last, INDEX);
  return longer / (Math.log(last.size) / Math.log(first.size));
}

function barsOf(all: readonly Located[]): Bar[] {
  const against = all.filter(({ rates }) => rates.has(DATABASE));
  const worst = Math.min(...against.map((located) => middleRate(located, INDEX) / middleRate(located, DATABASE)));
  const largest = all.at(-1);
  const whole = largest?.size === MILLION ? [largest] : [];
  return [
    bar('S3', 'lookups ÷ $geoIntersects, worst size', { value: worst, unit: '×', limit: { atLeast: 50 } }),
    bar('S3', 'growth of a lookup ÷ growth of log n', { value: growth(all), unit: '×', limit: { atMost: 2 } }),
    ...whole.map(({ residentMebibytes }) =>
      bar('S3', 'memory of the process at 1 M grids', {
        value: residentMebibytes,
        unit: 'MB',
        limit: { atMost: 1_536 },
      }),
    ),
  ];
}

/** Bar S3: which grid is this point in. */
export const measureLocate: Measurement = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const { stack, end } = await ownStack({ only: [], say });
  try {
    const all: Located[] = [];
    for (const grids of size.grids) {
      const located = await locateIn(stack, fieldOf(grids, SEED), size);
      say(`${grids} grids: ${middleRate(located, INDEX).toFixed(0)} lookups a second`);
      all.push(located);
    }
    const agreements = all.flatMap(({ size: grids, agreement }) =>
      agreement ? [`${agreement.same} of ${agreement.of} at ${grids} grids`] : [],
    );
    return {
      seed: SEED,
      rounds: size.rounds,
      versions: serverVersions(stack),
      notes: [
        'uneven cells of eight corners that share their edges; points spread over the whole field; the database is asked by 8 clients',
        `points for which database and index name the same grid (edges are great circles there): ${agreements.join(', ')}`,
      ],
      rows: all.flatMap(rowsOf),
      bars: barsOf(all),
    };
  } finally {
    await end();
  }
};
