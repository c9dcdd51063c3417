import type { Deadline, TicketState } from '../../ticket/domain/ticket.ts';
import type { DeadlineKind } from '../../ticket/domain/vocabulary.ts';
import { dayOf, firstOf } from './days.ts';
import { ALL, type Fact } from './measure.ts';

/** True when an appeal against the late deadline, the order or the failed verification was upheld: it stays on record and does not count. */
export const isExcused = ({ appeals }: Pick<TicketState, 'appeals'>, about: string): boolean =>
  appeals.some((appeal) => appeal.about === about && appeal.reviews.at(-1)?.outcome === 'UPHELD');

type Timed = {
  readonly kind: DeadlineKind & ('ACCEPT' | 'DISPATCH' | 'REPORT_IN' | 'HANDLE' | 'FEED_BACK' | 'VERIFY');
  /** Which clocks speak for the ticket as a whole, and which for a unit. */
  readonly whole: (deadline: Deadline) => boolean;
  readonly ofUnit: (deadline: Deadline) => boolean;
  /** A clock also stops when work is handed back or taken away: that is neither in time nor late. */
  readonly isDone: (state: TicketState, deadline: Deadline) => boolean;
};

const every = (): boolean => true;
const ofTicket = ({ about }: Deadline): boolean => about === null;
const ofAssignment = ({ about }: Deadline): boolean => about !== null;

const assignmentOf = ({ assignments }: TicketState, { about }: Deadline) => assignments.find(({ id }) => id === about);

/** The whole was handled when the matter went on to feedback as the clock stopped. */
const handled = (state: TicketState, deadline: Deadline): boolean =>
  deadline.about === null
    ? state.timeline.some(
        ({ stageBefore, stageAfter, arrivedAt }) =>
          stageBefore === 'HANDLING' &&
          stageAfter === 'FEEDBACK' &&
          arrivedAt.getTime() === deadline.stoppedAt?.getTime(),
      )
    : assignmentOf(state, deadline)?.state === 'DONE';

const CLOCKS: readonly Timed[] = [
  { kind: 'ACCEPT', whole: every, ofUnit: every, isDone: every },
  { kind: 'DISPATCH', whole: every, ofUnit: every, isDone: every },
  {
    kind: 'REPORT_IN',
    whole: every,
    ofUnit: every,
    isDone: (state, deadline) => Boolean(assignmentOf(state, deadline)?.reportedInAt),
  },
  { kind: 'HANDLE', whole: ofTicket, ofUnit: ofAssignment, isDone: handled },
  { kind: 'FEED_BACK', whole: every, ofUnit: every, isDone: every },
  { kind: 'VERIFY', whole: every, ofUnit: every, isDone: every },
];

/** When a clock was decided: the instant it was done in time, or the instant it fell due; null while it is neither. */
function decidedAt(state: TicketState, { isDone }: Timed, deadline: Deadline): Date | null {
  if (deadline.lateAt !== null) return deadline.dueAt ?? deadline.lateAt;
  return deadline.stoppedAt !== null && isDone(state, deadline) ? deadline.stoppedAt : null;
}

function factsFor(
  state: TicketState,
  clock: Timed,
  [unit, deadlines]: readonly [string, readonly Deadline[]],
): readonly Fact[] {
  const decided = firstOf(deadlines.map((deadline) => decidedAt(state, clock, deadline)));
  if (decided === null) return [];
  const late = deadlines.some(({ lateAt, id }) => lateAt !== null && !isExcused(state, id));
  const day = dayOf(decided);
  const due: Fact = { measure: `${clock.kind}_DUE`, unit, day };
  return late ? [due] : [due, { measure: `${clock.kind}_ON_TIME`, unit, day }];
}

/**
 * Of each kind of limit: was it kept. What had to be done is what was done and what fell due undone (应办结), never what was registered;
 * one limit of the kind that was passed and not excused makes the ticket late, on the day of the first decision.
 */
export function timelinessFacts(state: TicketState): readonly Fact[] {
  return CLOCKS.flatMap((clock) => {
    const own = state.deadlines.filter(({ kind }) => kind === clock.kind);
    const byUnit = Map.groupBy(own.filter(clock.ofUnit), ({ unit }) => unit);
    return [[ALL, own.filter(clock.whole)] as const, ...byUnit].flatMap((group) => factsFor(state, clock, group));
  });
}
