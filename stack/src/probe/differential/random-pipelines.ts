import type { Random } from '../random.ts';
import { vocabulary } from './random-documents.ts';

type Expression = Record<string, unknown> | string | number;

const number = (r: Random): Expression =>
  r.pick<Expression>(['$place.floor', { $ifNull: ['$urgency', r.below(5)] }, r.below(5), { $size: '$areas' }]);

/** Values that statistics and derived fields are made of. A path through an array is avoided on purpose: see `lacks.ts`. */
const values: readonly ((random: Random) => Expression)[] = [
  (r) => ({ $add: [number(r), number(r)] }),
  (r) => ({ $subtract: [number(r), number(r)] }),
  (r) => ({ $max: [number(r), number(r)] }),
  (r) => ({ $cond: [{ $gte: [number(r), r.below(4)] }, number(r), number(r)] }),
  (r) => ({
    // biome-ignore lint/suspicious/noThenProperty: the operator is spelt so.
    $switch: { branches: [{ case: { $eq: ['$stage', r.pick(vocabulary.stages)] }, then: 'one' }], default: 'other' },
  }),
  (r) => ({ $in: [r.pick(vocabulary.areas), '$areas'] }),
  (r) => ({
    $size: { $filter: { input: '$assignments', as: 'one', cond: { $eq: ['$$one.state', r.pick(vocabulary.states)] } } },
  }),
  () => ({ $map: { input: '$assignments', as: 'one', in: '$$one.unit' } }),
  () => ({ $reduce: { input: '$assignments', initialValue: '', in: { $concat: ['$$value', '$$this.unit'] } } }),
  (r) => ({ $arrayElemAt: ['$areas', r.below(3) - 1] }),
  () => ({ $ifNull: [{ $first: '$areas' }, 'none'] }),
  () => ({ $toLower: '$code' }),
  (r) => ({ $substrCP: ['$code', 0, r.below(5)] }),
  () => ({ $dateToString: { date: '$createdAt', format: '%Y-%m-%d' } }),
  (r) => ({
    $dateDiff: { startDate: '$createdAt', endDate: new Date(Date.UTC(2026, 2, 1 + r.below(9))), unit: 'day' },
  }),
  () => ({ $ifNull: ['$place.grid', 'nowhere'] }),
  (r) => ({ $and: [{ $gt: [number(r), 1] }, { $ne: ['$stage', r.pick(vocabulary.stages)] }] }),
  () => ({ $setUnion: ['$areas', ['41']] }),
];

const accumulators: readonly ((random: Random) => Record<string, unknown>)[] = [
  () => ({ $sum: 1 }),
  (r) => ({ $sum: number(r) }),
  (r) => ({ $avg: number(r) }),
  () => ({ $min: '$createdAt' }),
  () => ({ $max: '$urgency' }),
  () => ({ $addToSet: '$place.floor' }),
];

const keys: readonly Expression[] = [
  '$place.floor',
  '$code',
  { $ifNull: ['$stage', 'none'] },
  { $size: '$assignments' },
];

function projection(random: Random): Record<string, unknown>[] {
  return [{ $project: { value: random.pick(values)(random), other: random.pick(values)(random) } }];
}

function grouping(random: Random): Record<string, unknown>[] {
  const unwound = random.chance(0.3) ? [{ $addFields: { area: '$areas' } }, { $unwind: '$area' }] : [];
  const group = {
    _id: random.pick(keys),
    first: random.pick(accumulators)(random),
    second: random.pick(accumulators)(random),
  };
  return [...unwound, { $group: group }];
}

/** One pipeline as both the driver and `mingo` take it. */
export function randomPipeline(random: Random): Record<string, unknown>[] {
  const match = random.chance(0.5) ? [{ $match: { areas: random.pick(vocabulary.areas) } }] : [];
  return [...match, ...(random.chance(0.6) ? projection(random) : grouping(random))];
}
