import type { Limit, WorkingCalendar } from '@gridlink/jurisdiction';
import { countedMinutes } from '../../clock/index.ts';
import type { Assignment, Deadline, TicketState } from '../../ticket/domain/ticket.ts';

/** What of a ticket says which departments led it, and how long each took. */
export type LedTicket = Pick<TicketState, 'id' | 'areas' | 'item' | 'severity' | 'assignments' | 'deadlines'>;

/** A department that led a ticket in its first round. */
export type PastLead = {
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly limit: Limit;
  /** Minutes of office hours, and all minutes; suspensions are in neither. */
  readonly workingMinutes: number;
  readonly elapsedMinutes: number;
  readonly isLate: boolean;
  readonly isDone: boolean;
  readonly isReturned: boolean;
  /** Given by a consultation or a joint case: no route decides there. */
  readonly isBound: boolean;
};

const WORKING: Limit = { amount: 1, unit: 'WORKING_HOUR' };
const ALWAYS: Limit = { amount: 1, unit: 'URGENT_HOUR' };

const isPast = (deadline: Deadline | undefined, now: Date): boolean => {
  const due = deadline?.dueAt ?? null;
  return due !== null && (deadline?.stoppedAt ?? now) > due;
};

type Moment = { readonly calendar: WorkingCalendar; readonly now: Date };

function pastLead(assignment: Assignment, deadline: Deadline | undefined, { calendar, now }: Moment): PastLead {
  const { unit, offeredAt, endedAt, limit, state, boundBy } = assignment;
  const to = endedAt ?? now;
  const minutes = (counting: Limit): number =>
    countedMinutes(calendar, { limit: counting, startedAt: offeredAt, suspensions: deadline?.suspensions ?? [] }, to);
  return {
    unit,
    from: offeredAt.getTime(),
    to: Math.max(to.getTime(), offeredAt.getTime()),
    limit,
    workingMinutes: minutes(WORKING),
    elapsedMinutes: minutes(ALWAYS),
    isLate: isPast(deadline, now),
    isDone: state === 'DONE',
    isReturned: state === 'RETURNED',
    isBound: (boundBy ?? null) !== null,
  };
}

/** Departments that led a ticket in its first round, in their order; what grid staff did themselves is on no route. */
export function pastLeads({ assignments, deadlines }: LedTicket, moment: Moment): readonly PastLead[] {
  const led = assignments.filter(({ part, round, gridId }) => part === 'LEAD' && round === 1 && gridId === null);
  const clockOf = (id: string) => deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === id);
  return led.map((assignment) => pastLead(assignment, clockOf(assignment.id), moment));
}
