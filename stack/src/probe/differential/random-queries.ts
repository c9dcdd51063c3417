import type { Random } from '../random.ts';
import { vocabulary } from './random-documents.ts';

/** A filter as both the driver and `mingo` take it. */
export type RandomFilter = Record<string, unknown>;
/** Ends in `_id`, so that there is one right order. */
export type RandomSort = Readonly<Record<string, 1 | -1>>;
/** A page of rows. */
export type RandomQuery = {
  readonly filter: RandomFilter;
  readonly sort: RandomSort;
  readonly skip: number;
  readonly limit: number;
};

type Clause = (random: Random) => RandomFilter;

const day = (random: Random): Date => new Date(Date.UTC(2026, 0, 1 + random.below(42)));
const comparison = (random: Random): string => random.pick(['$gt', '$gte', '$lt', '$lte']);

const clauses: readonly Clause[] = [
  (r) => ({ areas: r.pick(vocabulary.areas) }),
  (r) => ({ areas: { $in: [r.pick(vocabulary.areas), r.pick(vocabulary.areas)] } }),
  (r) => ({ areas: { $all: [r.pick(vocabulary.areas), r.pick(vocabulary.areas)] } }),
  (r) => ({ areas: { $size: r.below(4) } }),
  (r) => ({ areas: { $nin: [r.pick(vocabulary.areas)] } }),
  (r) => ({ stage: r.pick(vocabulary.stages) }),
  (r) => ({ stage: { $ne: r.pick(vocabulary.stages) } }),
  (r) => ({ stage: { $in: [r.pick(vocabulary.stages), r.pick(vocabulary.stages)] } }),
  (r) => ({ stage: { $exists: r.chance(0.5) } }),
  (r) => ({ code: { $regex: `^${r.pick(['ZZ', 'ZZ-0', 'NB', 'NB\\.', 'x'])}` } }),
  (r) => ({ code: { $regex: r.pick(['nb', '-a$']), $options: 'i' } }),
  (r) => ({ code: { [comparison(r)]: r.pick(vocabulary.codes) } }),
  (r) => ({ urgency: r.below(6) }),
  () => ({ urgency: null }),
  (r) => ({ urgency: { [comparison(r)]: r.below(6) } }),
  (r) => ({ urgency: { $gte: r.below(4), $lt: 2 + r.below(4) } }),
  (r) => ({ urgency: { $not: { $gte: r.below(6) } } }),
  (r) => ({ createdAt: { $gte: day(r) } }),
  (r) => ({ createdAt: { $lt: day(r), $gte: day(r) } }),
  (r) => ({ 'place.grid': r.pick(vocabulary.grids) }),
  (r) => ({ 'place.floor': { $mod: [2, r.below(2)] } }),
  (r) => ({ 'assignments.unit': r.pick(vocabulary.units) }),
  (r) => ({ assignments: { $elemMatch: { unit: r.pick(vocabulary.units), state: r.pick(vocabulary.states) } } }),
  (r) => ({ 'assignments.0.state': r.pick(vocabulary.states) }),
  (r) => ({ _id: { $in: Array.from({ length: 20 }, () => r.below(400)) } }),
];

function randomFilter(random: Random, depth = 0): RandomFilter {
  const kind = depth < 2 ? random.below(10) : 0;
  const parts = (): RandomFilter[] =>
    Array.from({ length: 2 + random.below(2) }, () => randomFilter(random, depth + 1));
  if (kind < 4) return random.pick(clauses)(random);
  if (kind < 7) return { $and: parts() };
  if (kind < 9) return { $or: parts() };
  return { $nor: parts() };
}

const sorts: readonly RandomSort[] = [
  { _id: 1 },
  { createdAt: -1, _id: -1 },
  { createdAt: 1, _id: 1 },
  { urgency: -1, _id: -1 },
  { stage: 1, createdAt: -1, _id: -1 },
  { 'place.grid': 1, _id: 1 },
  { code: 1, createdAt: 1, _id: 1 },
];

/** One random query. */
export function randomQuery(random: Random): RandomQuery {
  return {
    filter: randomFilter(random),
    sort: random.pick(sorts),
    skip: random.chance(0.2) ? random.below(20) : 0,
    limit: random.chance(0.5) ? 1 + random.below(30) : 1_000,
  };
}
