import type { WorkingCalendar } from '@gridlink/jurisdiction';
import { runsToEndOfDay } from './budget.ts';
import type { ClockInput } from './clock-input.ts';
import { spend } from './due-at.ts';
import { type Segment, type SegmentReason, segments } from './segments.ts';

const MINUTE = 60_000;

/** A stretch of elapsed time and how much of it was counted. */
export type ExplainedSegment = {
  readonly from: Date;
  readonly to: Date;
  /** Equal to the length in minutes, or 0. */
  readonly countedMinutes: number;
  readonly why: SegmentReason;
  /** The reason given for a suspension, null elsewhere. */
  readonly reason: string | null;
  /** True where no notice of holidays covers the day yet: it may count otherwise once there is one. */
  readonly provisional: boolean;
};

type Grace = { readonly from: number; readonly to: number };

/** Only limits in whole days, moved off a day's end by a suspension, have time between the last counted minute and the end of that day. */
function graceOf(calendar: WorkingCalendar, input: ClockInput): Grace | null {
  if (!runsToEndOfDay(calendar, input.limit)) return null;
  const { spentAt, dueAt } = spend(calendar, input);
  if (spentAt === null || spentAt === dueAt) return null;
  return { from: spentAt, to: dueAt ?? Number.POSITIVE_INFINITY };
}

function* withGrace(all: Iterable<Segment>, grace: Grace | null): Generator<Segment> {
  for (const segment of all) {
    if (grace === null || !segment.counts || segment.to <= grace.from || segment.from >= grace.to) {
      yield segment;
      continue;
    }
    const from = Math.max(segment.from, grace.from);
    const to = Math.min(segment.to, grace.to);
    if (segment.from < from) yield { ...segment, to: from };
    yield { ...segment, from, to, counts: false, why: 'TO_END_OF_DAY' };
    if (to < segment.to) yield { ...segment, from: to };
  }
}

/** What has elapsed by `end`, in order and without a gap. */
function* elapsed(calendar: WorkingCalendar, input: ClockInput, now: Date): Generator<Segment> {
  const end = Math.min(now.getTime(), input.stoppedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  if (Number.isNaN(end)) throw new RangeError('a clock is read at a valid instant');
  if (end <= input.startedAt.getTime()) return;
  for (const segment of withGrace(segments(calendar, input), graceOf(calendar, input))) {
    if (segment.from >= end) return;
    yield { ...segment, to: Math.min(segment.to, end) };
  }
}

/** Minutes (with fractions) that have counted by `now`, or by `stoppedAt` if that came first. More than the budget means late. */
export function countedMinutes(calendar: WorkingCalendar, input: ClockInput, now: Date): number {
  let counted = 0;
  for (const { from, to, counts } of elapsed(calendar, input, now)) if (counts) counted += to - from;
  return counted / MINUTE;
}

const isAlike = (one: Segment, other: Segment): boolean =>
  one.why === other.why && one.reason === other.reason && one.provisional === other.provisional;

/** Every counted and skipped stretch from the start to `now` (or `stoppedAt`): they join without a gap, so they add up exactly. */
export function explain(calendar: WorkingCalendar, input: ClockInput, now: Date): readonly ExplainedSegment[] {
  const merged: Segment[] = [];
  for (const segment of elapsed(calendar, input, now)) {
    const last = merged.at(-1);
    if (last !== undefined && isAlike(last, segment)) merged[merged.length - 1] = { ...last, to: segment.to };
    else merged.push(segment);
  }
  return merged.map(({ from, to, counts, why, reason, provisional }) => ({
    from: new Date(from),
    to: new Date(to),
    countedMinutes: counts ? (to - from) / MINUTE : 0,
    why,
    reason,
    provisional,
  }));
}
