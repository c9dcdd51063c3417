import type { TicketState } from '../../ticket/domain/ticket.ts';
import { type CountingRules, factsOf } from './facts.ts';
import { ALL, type Day, type Fact, type Measure, NOW } from './measure.ts';

/** What one thing adds to the figures: where it lies, what it is about, and everything it is counted as. */
export type Share = {
  readonly jurisdiction: string;
  /** All divisions above, highest first. */
  readonly areas: readonly string[];
  readonly gridId: string | null;
  /** Code of its list item; null for what has none, and counts in wholes alone. */
  readonly category: string | null;
  readonly facts: readonly Fact[];
};

/** Category of what is not classified yet; no item has this code. */
export const UNCLASSIFIED = 'UNCLASSIFIED';

export function shareOf(state: TicketState, rules: CountingRules): Share {
  const { jurisdiction, areas, gridId, item } = state;
  return { jurisdiction, areas, gridId, category: item?.code ?? UNCLASSIFIED, facts: factsOf(state, rules) };
}

/** One counter: a place, a unit or all, a category or all, and a day, a month or now. */
export type CounterKey = {
  /** Division above an area; division of a grid; empty for the highest. */
  readonly parent: string;
  /** A division, or a grid's id. */
  readonly place: string;
  readonly unit: string;
  readonly category: string;
  readonly bucket: string;
  /** Of a grid: all divisions it lies in, so that the busiest of any of them are found. */
  readonly within?: readonly string[];
};

/** How the counters of a key change. */
export type CounterChange = { readonly key: CounterKey; readonly by: Readonly<Partial<Record<Measure, number>>> };

export const monthOf = (day: Day): string => day.slice(0, 7);

type Place = Pick<CounterKey, 'parent' | 'place' | 'within'>;

const placesOf = ({ areas, gridId }: Share): readonly Place[] => [
  ...areas.map((place, index) => ({ parent: areas[index - 1] ?? '', place })),
  ...(gridId === null ? [] : [{ parent: areas.at(-1) ?? '', place: gridId, within: areas }]),
];

type Cell = Pick<CounterKey, 'unit' | 'category' | 'bucket'>;

/** Units and categories are crossed by months and for now; by days each is kept for itself. */
function cellsOf({ unit, day }: Fact, category: string | null): readonly Cell[] {
  const crossed = (bucket: string): readonly Cell[] =>
    [ALL, ...(category === null ? [] : [category])].map((kind) => ({ unit, category: kind, bucket }));
  if (day === NOW) return crossed(NOW);
  const byDay = unit === ALL ? crossed(day) : [{ unit, category: ALL, bucket: day }];
  return [...byDay, ...crossed(monthOf(day))];
}

/** A grid keeps its wholes; what its units did is kept of its divisions. */
const isKept = ({ within }: Place, { unit, category }: Cell): boolean =>
  within === undefined || (unit === ALL && category === ALL);

function* countersOf(share: Share): Generator<readonly [CounterKey, Measure]> {
  for (const { measure, ...fact } of share.facts) {
    const cells = cellsOf({ measure, ...fact }, share.category);
    for (const place of placesOf(share)) {
      for (const cell of cells) {
        if (isKept(place, cell)) yield [{ ...place, ...cell }, measure];
      }
    }
  }
}

export const counterId = ({ parent, place, unit, category, bucket }: CounterKey): string =>
  [parent, place, unit, category, bucket].join('|');

export type ShareChange = { readonly before: Share | null; readonly after: Share | null };

/** What counters change when these shares do, each once; what a ticket was and still is counted as changes nothing. */
export function changesOf(changes: readonly ShareChange[]): readonly CounterChange[] {
  const sums = new Map<string, { key: CounterKey; by: Map<Measure, number> }>();
  const add = (share: Share | null, amount: 1 | -1): void => {
    if (share === null) return;
    for (const [key, measure] of countersOf(share)) {
      const id = counterId(key);
      const sum = sums.get(id) ?? { key, by: new Map<Measure, number>() };
      sum.by.set(measure, (sum.by.get(measure) ?? 0) + amount);
      sums.set(id, sum);
    }
  };
  for (const { before, after } of changes) {
    add(before, -1);
    add(after, 1);
  }
  return [...sums.values()]
    .map(({ key, by }) => ({ key, by: Object.fromEntries([...by].filter(([, amount]) => amount !== 0)) }))
    .filter(({ by }) => Object.keys(by).length > 0);
}

/** A fact as one word, by which the tickets behind a number are found. */
export const factToken = ({ measure, unit, day }: Fact): string => `${measure}|${unit}|${day}`;

export function readToken(token: string): Fact {
  const [measure, unit = '', day = ''] = token.split('|');
  return { measure: measure as Measure, unit, day };
}
