import type { Suspension } from './clock-input.ts';

/** Suspended time, epoch milliseconds; `to` is Infinity while the end is open. */
export type SuspendedSpan = { readonly from: number; readonly to: number; readonly reason: string };

/** Suspensions from `start` on, in order and without overlap; where two overlap the earlier one gives its reason. */
export function suspendedSpans(suspensions: readonly Suspension[], start: number): readonly SuspendedSpan[] {
  const spans: SuspendedSpan[] = [];
  let cursor = start;
  for (const { from, to, reason } of suspensions.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const span = { from: Math.max(from.getTime(), cursor), to: to?.getTime() ?? Number.POSITIVE_INFINITY, reason };
    if (span.to <= span.from) continue;
    spans.push(span);
    cursor = span.to;
  }
  return spans;
}
