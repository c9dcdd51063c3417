import type { Limit } from '@gridlink/jurisdiction';
import type { PastLead } from './past-lead.ts';

/** Fewer finished matters than these say nothing of what a department would have needed. */
export const MINIMUM_SAMPLE = 5;

/** What a department needed for matters of one item: those of the past that it led and finished. */
export type HandlingSample = {
  readonly size: number;
  readonly medianMinutes: number;
  readonly ninthMinutes: number;
  /** Of the matters it was given and is done with, the share it handed back. */
  readonly returnedShare: number;
  /** Working and elapsed minutes, shortest first. */
  readonly working: readonly number[];
  readonly elapsed: readonly number[];
};

const ascending = (one: number, other: number): number => one - other;

/** The value that a share of them does not pass; of an even number the lower. */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

/** Null where there are too few to go by. */
export function handlingSample(leads: readonly PastLead[]): HandlingSample | null {
  const done = leads.filter(({ isDone }) => isDone);
  if (done.length < MINIMUM_SAMPLE) return null;
  const returned = leads.filter(({ isReturned }) => isReturned).length;
  const working = done.map(({ workingMinutes }) => workingMinutes).toSorted(ascending);
  return {
    size: done.length,
    medianMinutes: quantile(working, 0.5),
    ninthMinutes: quantile(working, 0.9),
    returnedShare: returned / (returned + done.length),
    working,
    elapsed: done.map(({ elapsedMinutes }) => elapsedMinutes).toSorted(ascending),
  };
}

/** How many of ascending values are at most `most`. */
function countUpTo(sorted: readonly number[], most: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The share of the sample that took longer than so many minutes, counted as the limit's unit counts them. */
export function shareOver({ size, working, elapsed }: HandlingSample, budget: number, unit: Limit['unit']): number {
  const counted = unit === 'WORKING_HOUR' || unit === 'WORKING_DAY' ? working : elapsed;
  return (size - countUpTo(counted, budget)) / size;
}
