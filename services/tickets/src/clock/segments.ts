import type { WorkingCalendar } from '@gridlink/jurisdiction';
import { runsToEndOfDay } from './budget.ts';
import type { ClockInput } from './clock-input.ts';
import { suspendedSpans } from './ledger.ts';

/** Why a stretch of time counts (the first two) or does not. */
export type SegmentReason =
  | 'OFFICE_HOURS'
  | 'RUNS_ALWAYS'
  | 'OUTSIDE_OFFICE_HOURS'
  | 'DAY_OFF'
  | 'START_DAY'
  | 'SUSPENDED'
  | 'TO_END_OF_DAY';

/** A stretch of time of one kind, epoch milliseconds, `to` exclusive and possibly Infinity. */
export type Segment = {
  readonly from: number;
  readonly to: number;
  readonly counts: boolean;
  readonly why: SegmentReason;
  /** The reason of a suspension, null elsewhere. */
  readonly reason: string | null;
  /** True where no notice of holidays covers the day yet. */
  readonly provisional: boolean;
};

type Stretch = { readonly from: number; readonly to: number };

function* dayOfOffices(calendar: WorkingCalendar, { from, to }: Stretch): Generator<Segment> {
  const { windows, provisional } = calendar.dayAt(from);
  const idle: SegmentReason = windows.length === 0 ? 'DAY_OFF' : 'OUTSIDE_OFFICE_HOURS';
  let cursor = from;
  for (const window of windows) {
    const opens = Math.min(Math.max(window.from, cursor), to);
    const closes = Math.min(window.to, to);
    if (closes <= cursor) continue;
    if (opens > cursor) yield { from: cursor, to: opens, counts: false, why: idle, reason: null, provisional };
    if (closes > opens) yield { from: opens, to: closes, counts: true, why: 'OFFICE_HOURS', reason: null, provisional };
    cursor = closes;
  }
  if (cursor < to) yield { from: cursor, to, counts: false, why: idle, reason: null, provisional };
}

function* officeTime(calendar: WorkingCalendar, { from, to }: Stretch): Generator<Segment> {
  let cursor = from;
  while (cursor < to) {
    const end = Math.min(calendar.dayAt(cursor).endsAt, to);
    yield* dayOfOffices(calendar, { from: cursor, to: end });
    cursor = end;
  }
}

function* unsuspendedTime(calendar: WorkingCalendar, input: ClockInput, { from, to }: Stretch): Generator<Segment> {
  const { limit, startedAt } = input;
  let cursor = from;
  if (runsToEndOfDay(calendar, limit)) {
    const firstDay = Math.min(calendar.dayAt(startedAt.getTime()).endsAt, to);
    const startDay = { counts: false, why: 'START_DAY', reason: null, provisional: false } as const;
    if (cursor < firstDay) yield { from: cursor, to: firstDay, ...startDay };
    cursor = Math.max(cursor, firstDay);
  }
  if (cursor >= to) return;
  const isOfficeTime = limit.unit === 'WORKING_HOUR' || limit.unit === 'WORKING_DAY';
  if (isOfficeTime) yield* officeTime(calendar, { from: cursor, to });
  else yield { from: cursor, to, counts: true, why: 'RUNS_ALWAYS', reason: null, provisional: false };
}

/** All time from the start on without a gap, day after day without end; whoever reads it stops when it has enough. */
export function* segments(calendar: WorkingCalendar, input: ClockInput): Generator<Segment> {
  let cursor = input.startedAt.getTime();
  if (Number.isNaN(cursor)) throw new RangeError('a clock needs a valid instant to start at');
  for (const { from, to, reason } of suspendedSpans(input.suspensions, cursor)) {
    if (cursor < from) yield* unsuspendedTime(calendar, input, { from: cursor, to: from });
    yield { from, to, counts: false, why: 'SUSPENDED', reason, provisional: false };
    cursor = to;
  }
  if (cursor < Number.POSITIVE_INFINITY) {
    yield* unsuspendedTime(calendar, input, { from: cursor, to: Number.POSITIVE_INFINITY });
  }
}
