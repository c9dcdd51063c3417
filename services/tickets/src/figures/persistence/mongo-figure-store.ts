import { divisionLevel, isDivisionCode, parentDivision } from '@gridlink/contracts';
import type { Db } from 'mongodb';
import { ALL, NOW } from '../domain/measure.ts';
import { counterId } from '../domain/share.ts';
import type {
  CountedList,
  Counter,
  CounterQuery,
  FigureStore,
  GridStanding,
  HotGrids,
} from '../use-cases/figure-store.ts';
import { figureBatches } from './figure-batches.ts';
import { countingId, ensureFigureIndexes, figureCollections, hotToken } from './figure-documents.ts';
import { figureGenerations } from './figure-generations.ts';

type Filter = Record<string, unknown>;

/** Above any answer's rows, so that one command brings all. */
const ONE_BATCH = 20_000;

/** Where each level's digits end. */
const DIGITS = { PROVINCE: 2, CITY: 4, COUNTY: 6, TOWN: 9, VILLAGE: 12 } as const;

/** Everything in a division, as a stretch of the index of divisions. */
function divisionsIn(area: string): Filter {
  const prefix = area.slice(0, DIGITS[divisionLevel(area)]);
  return { $gte: prefix, $lt: `${prefix}:` };
}

const oneOf = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : { $in: values });

const given = (field: string, value: string): Filter => (value === 'EACH' ? {} : { [field]: value });

/**
 * Counters, and of each unit or category also the one for all. Those of a division are named outright; else the buckets come last of what
 * is asked for, because the embedded server walks all counters there are once a field is bound behind several values (ADR 0002).
 */
export function counterFilter({ at, unit, category, buckets, ...counting }: CounterQuery): Filter {
  const set = countingId(counting);
  if ('below' in at) return { counting: set, parent: at.below, unit, category, bucket: oneOf(buckets) };
  const { place } = at;
  if (isDivisionCode(place) && unit !== 'EACH' && category !== 'EACH') {
    const key = { parent: parentDivision(place) ?? '', place, unit, category };
    return { _id: oneOf(buckets.map((bucket) => `${set}|${counterId({ ...key, bucket })}`)) };
  }
  // Of a grid there are only wholes.
  const kind = isDivisionCode(place) ? given('category', category) : {};
  return { counting: set, place, ...given('unit', unit), ...kind, bucket: oneOf(buckets) };
}

const isAsked = ({ unit, category }: CounterQuery, counter: Counter): boolean =>
  (unit === 'EACH' ? counter.unit !== ALL : counter.unit === unit) &&
  (category === 'EACH' ? counter.category !== ALL : counter.category === category);

/** A stretch of words has to be said of one fact: two facts would do for its two ends. */
const factsIn = (facts: CountedList['facts']): unknown =>
  'from' in facts ? { $elemMatch: { $gte: facts.from, $lte: facts.to } } : oneOf(facts);

export function hotFilter({ division, bucket, ...counting }: Omit<HotGrids, 'most'>): Filter {
  return { hotIn: hotToken(countingId(counting), division, bucket), heat: { $gt: 0 } };
}

export function countedFilter({ place, category, facts, after, ...counting }: CountedList): Filter {
  return {
    counting: countingId(counting),
    facts: factsIn(facts),
    ...(isDivisionCode(place) ? { division: divisionsIn(place) } : { gridId: place }),
    ...(category === null ? {} : { category }),
    ...(after === null ? {} : { ticket: { $gt: after } }),
  };
}

/** Figures in MongoDB: counters, what each ticket is counted as, and a journal that holds the two together. */
export function createFigureStore(db: Db): FigureStore & { ensureIndexes(): Promise<void> } {
  const collections = figureCollections(db);
  const { counters, shares } = collections;
  return {
    ...figureGenerations(collections),
    ...figureBatches(collections),
    ensureIndexes: () => ensureFigureIndexes(collections),

    // Without `batch`, which says nothing of a figure: two ways of counting the same differ in it.
    async counters(query) {
      const found = await counters
        .find(counterFilter(query), {
          projection: { _id: 0, place: 1, unit: 1, category: 1, bucket: 1, n: 1 },
          batchSize: ONE_BATCH,
        })
        .toArray();
      return (found as Counter[]).filter((counter) => isAsked(query, counter));
    },

    async hotGrids({ most, ...query }) {
      const rows = await counters
        .find(hotFilter(query), {
          projection: { _id: 0, place: 1, heat: 1 },
          sort: { heat: -1, place: 1 },
          limit: most,
        })
        .toArray();
      return rows.map(({ place, heat = 0 }) => ({ place, heat }));
    },

    gridStandings: (counting, gridIds) =>
      counters
        .find(
          { counting: countingId(counting), place: { $in: gridIds }, unit: ALL, category: ALL, bucket: NOW },
          { projection: { _id: 0, place: 1, parent: 1, n: 1 }, batchSize: ONE_BATCH },
        )
        .toArray() as Promise<GridStanding[]>,

    async countedThings(list) {
      const rows = await shares
        .find(countedFilter(list), {
          projection: { _id: 0, ticket: 1 },
          sort: { ticket: 1 },
          limit: list.limit + 1,
          batchSize: ONE_BATCH,
        })
        .toArray();
      return rows.map(({ ticket }) => ticket);
    },
  };
}
