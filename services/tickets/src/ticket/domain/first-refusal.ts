import type { Refusal } from './refusal.ts';

/** Why the first of a list that cannot be taken is not; null when all can. */
export function firstRefusal<Row>(
  rows: readonly Row[],
  check: (row: Row, index: number) => Refusal | null,
): Refusal | null {
  for (const [index, row] of rows.entries()) {
    const refusal = check(row, index);
    if (refusal) return refusal;
  }
  return null;
}
