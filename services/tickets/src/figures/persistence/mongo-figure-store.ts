import { divisionLevel, isDivisionCode } from '@gridlink/contracts';
import type { Db } from 'mongodb';
import { ALL, NOW } from '../domain/measure.ts';
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

/** One of them, or each: the sign for all sorts before every code. */
const oneOrEach = (value: string): unknown => (value === 'EACH' ? { $gt: ALL } : value);

const oneOf = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : { $in: values });

export function counterFilter({ at, unit, category, buckets, ...counting }: CounterQuery): Filter {
  return {
    counting: countingId(counting),
    ...('place' in at ? { place: at.place } : { parent: at.below }),
    unit: oneOrEach(unit),
    category: oneOrEach(category),
    bucket: oneOf(buckets),
  };
}

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
    counters: (query) =>
      counters
        .find(counterFilter(query), {
          projection: { _id: 0, place: 1, unit: 1, category: 1, bucket: 1, n: 1 },
          batchSize: ONE_BATCH,
        })
        .toArray() as Promise<Counter[]>,

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

    async countedTickets(list) {
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
