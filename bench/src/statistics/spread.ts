/** The least, the middle and the most of some values. */
export type Spread = { readonly min: number; readonly median: number; readonly max: number };

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/**
 * The smallest value that at least the given share of all values does not exceed (nearest rank).
 * @param share over 0, at most 1: 0.99 for p99
 * @throws RangeError without values or with a share outside
 */
export function percentile(values: readonly number[], share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`a share is over 0 and at most 1, not ${share}`);
  // The share of a count is a whole number more often than floating point says: 0.07 * 100 is 7.000000000000001.
  const rank = Math.max(1, Math.ceil(Number((share * values.length).toFixed(9))));
  const found = ascending(values)[rank - 1];
  if (found === undefined) throw new RangeError('no values');
  return found;
}

/** The middle value; between the two middle ones where their number is even. @throws RangeError without values */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('no values');
  return (lower + upper) / 2;
}

/** @throws RangeError without values */
export const spreadOf = (values: readonly number[]): Spread => ({
  min: percentile(values, Number.MIN_VALUE),
  median: median(values),
  max: percentile(values, 1),
});
