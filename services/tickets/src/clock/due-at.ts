import type { WorkingCalendar } from '@gridlink/jurisdiction';
import { budgetMinutes, runsToEndOfDay } from './budget.ts';
import type { ClockInput } from './clock-input.ts';
import { type SuspendedSpan, suspendedSpans } from './ledger.ts';
import { segments } from './segments.ts';

const MINUTE = 60_000;

/** When a deadline is due. `dueAt` is null while a suspension has no end; `provisional` while a holiday notice on the way is not out. */
export type Due = { readonly dueAt: Date | null; readonly remindAt: Date | null; readonly provisional: boolean };

type Reached = { readonly remindAt: number | null; readonly spentAt: number | null; readonly provisional: boolean };

/** One walk for both instants: the share of the budget that reminds, and all of it. */
function reach(calendar: WorkingCalendar, input: ClockInput): Reached {
  const budget = budgetMinutes(calendar, input.limit) * MINUTE;
  const reminder = budget * calendar.remindAtShare;
  let counted = 0;
  let remindAt: number | null = null;
  let provisional = false;
  for (const { from, to, counts, provisional: isGuess } of segments(calendar, input)) {
    provisional ||= isGuess;
    if (!counts) continue;
    const length = to - from;
    if (remindAt === null && counted + length >= reminder) remindAt = from + (reminder - counted);
    if (counted + length >= budget) return { remindAt, spentAt: from + (budget - counted), provisional };
    counted += length;
  }
  return { remindAt, spentAt: null, provisional };
}

function closingTime(calendar: WorkingCalendar, input: ClockInput, instant: number): number | undefined {
  // A budget spent exactly at 24:00 belongs to the day that ends there.
  const day = calendar.dayAt(instant - 1);
  return input.limit.unit === 'WORKING_DAY' ? day.windows.at(-1)?.to : day.endsAt;
}

function suspendedAt(spans: readonly SuspendedSpan[], instant: number): SuspendedSpan | undefined {
  return spans.find(({ from, to }) => from < instant && instant <= to);
}

/** The end of the day a budget was spent on, or of the next day that can end a limit when that end is suspended; null when none is known. */
function endOfDay(calendar: WorkingCalendar, input: ClockInput, spentAt: number): number | null {
  const spans = suspendedSpans(input.suspensions, input.startedAt.getTime());
  let instant = spentAt;
  for (;;) {
    const end = closingTime(calendar, input, instant);
    const suspension = end === undefined ? undefined : suspendedAt(spans, end);
    if (end !== undefined && suspension === undefined) return end;
    if (suspension?.to === Number.POSITIVE_INFINITY) return null;
    // One millisecond into the next day, or into the day of the resumption, whose closing time is tried in its turn.
    const nextDay = calendar.dayAt(instant - 1).endsAt;
    const resumption = suspension ? calendar.dayAt(suspension.to - 1).startsAt : nextDay;
    instant = Math.max(nextDay, resumption) + 1;
  }
}

/** `spentAt` is when the budget is used up, `dueAt` the end of that day where whole days are counted; else the same. */
export type Spent = Reached & { readonly dueAt: number | null };

/** As `dueAt`, in epoch milliseconds and with the instant the last counted minute passed. */
export function spend(calendar: WorkingCalendar, input: ClockInput): Spent {
  const reached = reach(calendar, input);
  const { spentAt } = reached;
  const isExact = spentAt === null || !runsToEndOfDay(calendar, input.limit);
  return { ...reached, dueAt: isExact ? spentAt : endOfDay(calendar, input, spentAt) };
}

/**
 * When the counted minutes reach the budget. The due instant itself is still on time; `stoppedAt` plays no part, so that a finished
 * step can be held against what it was given.
 * @throws RangeError when `startedAt` is no instant
 */
export function dueAt(calendar: WorkingCalendar, input: ClockInput): Due {
  const { dueAt: due, remindAt, provisional } = spend(calendar, input);
  return {
    dueAt: due === null ? null : new Date(due),
    remindAt: remindAt === null ? null : new Date(remindAt),
    provisional,
  };
}
