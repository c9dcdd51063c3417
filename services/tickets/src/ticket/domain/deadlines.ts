import type { Limit, WorkingCalendar } from '@gridlink/jurisdiction';
import { dueAt } from '../../clock/index.ts';
import type { Change } from './change.ts';
import type { LimitRule } from './limit-rule.ts';
import type { Assignment, Deadline } from './ticket.ts';
import type { DeadlineKind } from './vocabulary.ts';

export type DeadlineStart = {
  readonly kind: DeadlineKind;
  readonly unit: string;
  readonly limit: Limit;
  /** The row of the pack that gave the limit; none where a person set it. */
  readonly rule?: LimitRule | null;
  readonly about?: string;
};

/** When a limit that began at an instant and is never suspended is over; null while its calendar is not known that far. */
export const limitEnd = (calendar: WorkingCalendar, limit: Limit, startedAt: Date): Date | null =>
  dueAt(calendar, { limit, startedAt, suspensions: [] }).dueAt;

/** Starts a clock: its due and remind instants are reckoned once and kept with it. */
export function startDeadline(
  { kind, unit, limit, rule, about }: DeadlineStart,
  calendar: WorkingCalendar,
  startedAt: Date,
): Change {
  const due = dueAt(calendar, { limit, startedAt, suspensions: [] });
  return {
    type: 'DEADLINE_STARTED',
    deadline: {
      kind,
      unit,
      about: about ?? null,
      limit: { amount: limit.amount, unit: limit.unit },
      rule: rule ?? null,
      startedAt,
      suspensions: [],
      remindAt: due.remindAt,
      dueAt: due.dueAt,
      remindedAt: null,
      lateAt: null,
      stoppedAt: null,
      explanation: null,
      provisional: due.provisional,
    },
  };
}

/** A clock with another limit or ledger: both instants are reckoned anew. What it has said already it does not say again. */
export function rescheduled(
  deadline: Deadline,
  patch: Partial<Pick<Deadline, 'limit' | 'suspensions'>>,
  calendar: WorkingCalendar,
): Change {
  const { limit, startedAt, suspensions } = { ...deadline, ...patch };
  const { dueAt: due, remindAt, provisional } = dueAt(calendar, { limit, startedAt, suspensions });
  return { type: 'DEADLINE', id: deadline.id, patch: { ...patch, dueAt: due, remindAt, provisional } };
}

/** The assignment a clock belongs to, by itself or through one of its milestones. */
export const assignmentOf = (assignments: readonly Assignment[], { about }: Deadline): Assignment | undefined =>
  assignments.find(({ id, milestones }) => id === about || milestones.some((milestone) => milestone.id === about));

export const isRunning = (deadline: Deadline): boolean => deadline.stoppedAt === null;

/** A late explanation or review is owed, but is no lateness of the work; no more is a matter that found no owner. */
const BESIDE_THE_WORK: ReadonlySet<DeadlineKind> = new Set<DeadlineKind>(['EXPLAIN', 'OWNER', 'APPEAL']);

/** Late and not over. */
export const isLateNow = ({ kind, lateAt, stoppedAt }: Deadline): boolean =>
  !BESIDE_THE_WORK.has(kind) && lateAt !== null && stoppedAt === null;

/** Stops the running deadlines that `which` picks. */
export function stopDeadlines(
  deadlines: readonly Deadline[],
  now: Date,
  which: (deadline: Deadline) => boolean,
): readonly Change[] {
  return deadlines
    .filter((deadline) => isRunning(deadline) && which(deadline))
    .map(({ id }) => ({ type: 'DEADLINE', id, patch: { stoppedAt: now } }));
}

/** When this deadline next wants attention; null when it has nothing more to say. */
function alarmOf({ stoppedAt, lateAt, remindedAt, remindAt, dueAt: due }: Deadline): Date | null {
  if (stoppedAt !== null || lateAt !== null || due === null) return null;
  if (remindedAt === null && remindAt !== null) return remindAt;
  // The due instant itself is still on time.
  return new Date(due.getTime() + 1);
}

const earliest = (instants: readonly Date[]): Date | null =>
  instants.length === 0 ? null : new Date(Math.min(...instants.map((instant) => instant.getTime())));

/** The instant the sweeper must look at the ticket again, or null. */
export const nextAlarm = (deadlines: readonly Deadline[]): Date | null =>
  earliest(deadlines.map(alarmOf).filter((instant) => instant !== null));

/** When the next running deadline is due, or null. */
export const nextDue = (deadlines: readonly Deadline[]): Date | null =>
  earliest(
    deadlines
      .filter(isRunning)
      .map(({ dueAt: due }) => due)
      .filter((due) => due !== null),
  );

/** When the step the ticket is in is due: its own clock, not those of explanations, orders or single units. */
export const stepDue = (deadlines: readonly Deadline[]): Date | null =>
  nextDue(deadlines.filter(({ about }) => about === null));

export type Alarm = { readonly deadline: Deadline; readonly says: 'REMIND' | 'LATE' };

/**
 * Alarms owed by `now`, one a deadline: after a long outage a deadline that is past both instants is only found late.
 * The due instant itself is still on time.
 */
export function alarmsDue(deadlines: readonly Deadline[], now: Date): readonly Alarm[] {
  return deadlines.flatMap((deadline): Alarm[] => {
    const alarmAt = alarmOf(deadline);
    if (alarmAt === null || alarmAt > now) return [];
    if (deadline.dueAt !== null && now > deadline.dueAt) return [{ deadline, says: 'LATE' }];
    return deadline.remindedAt === null ? [{ deadline, says: 'REMIND' }] : [];
  });
}
