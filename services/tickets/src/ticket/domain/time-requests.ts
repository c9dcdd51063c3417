import type { Limit } from '@gridlink/jurisdiction';
import { budgetMinutes, countedMinutes, extend } from '../../clock/index.ts';
import { citeOrNull } from './acceptance.ts';
import type { Change } from './change.ts';
import type { CommandName } from './commands.ts';
import { isRunning, rescheduled } from './deadlines.ts';
import type { Consequence, Guard, Situation } from './decision.ts';
import { announce, assignmentIn, limitFact, nextId, partIn } from './effects.ts';
import type { TimeRequest } from './parts.ts';
import { reasonRefusal } from './reasons.ts';
import type { Standing } from './relations.ts';
import type { Deadline, TicketState } from './ticket.ts';
import type { TimeRequestState } from './vocabulary.ts';

type Asking = Extract<CommandName, 'requestExtension' | 'requestSuspension'>;

/** An open request is over when its assignment is: nobody decides on time for work that has ended. */
export function requestState(state: TicketState, request: TimeRequest): TimeRequestState {
  const assignment = state.assignments.find(({ id }) => id === request.assignmentId);
  return request.state === 'OPEN' && assignment?.state !== 'WORKING' ? 'LAPSED' : request.state;
}

const handlingClock = ({ deadlines }: TicketState, assignmentId: string): Deadline | undefined =>
  deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === assignmentId);

/** The ticket's own handling clock, while it runs and is not late. */
const wholeClock = ({ deadlines }: TicketState): Deadline | undefined =>
  deadlines.find(
    (deadline) =>
      deadline.kind === 'HANDLE' && deadline.about === null && isRunning(deadline) && deadline.lateAt === null,
  );

const grantedOf = ({ timeRequests }: TicketState, assignmentId: string, kind: TimeRequest['kind']) =>
  timeRequests.filter(
    (request) => request.assignmentId === assignmentId && request.kind === kind && request.state === 'GRANTED',
  );

/** Time is asked for before it has run out; afterwards only an explanation helps. */
export const isNotLate = <C extends Asking>({ state, command }: Situation<C>): ReturnType<Guard<C>> =>
  handlingClock(state, command.assignmentId)?.lateAt ? { kind: 'LATE_ALREADY' } : null;

export const nothingIsAsked = <C extends Asking>({ state, command }: Situation<C>): ReturnType<Guard<C>> => {
  const open = state.timeRequests.find(
    (request) => request.assignmentId === command.assignmentId && requestState(state, request) === 'OPEN',
  );
  return open ? { kind: 'ASKED_ALREADY', request: open.id } : null;
};

/** How often and by how much in all a limit may grow is the pack's; shares are of the limit first given. */
export const extensionIsWithinCaps: Guard<'requestExtension'> = ({ state, command, pack }) => {
  const { extension, article } = pack.limits.caps;
  const clock = handlingClock(state, command.assignmentId);
  if (!clock) return { kind: 'DEADLINE_UNKNOWN' };
  const granted = grantedOf(state, command.assignmentId, 'EXTENSION');
  const cite = citeOrNull(pack, article);
  if (granted.length >= extension.maxTimes)
    return { kind: 'EXTENDED_ENOUGH', times: extension.maxTimes, article: cite };
  const before = granted.reduce((sum, { extendBy }) => sum + (extendBy?.amount ?? 0), 0);
  const most = (clock.limit.amount - before) * extension.maxTotalShare - before;
  const { extendBy } = command;
  if (extendBy.unit === clock.limit.unit && extendBy.amount <= most) return null;
  return { kind: 'EXTENSION_TOO_LONG', most: { amount: Math.max(most, 0), unit: clock.limit.unit }, article: cite };
};

export const suspensionReasonKnown: Guard<'requestSuspension'> = ({ command, pack }) =>
  reasonRefusal(pack.loop.suspensionReasons, command.reason);

/** Suspensions of one assignment, all together, stay within the pack's cap; none is without an end. */
export const suspensionIsWithinCaps: Guard<'requestSuspension'> = ({ state, command, pack, calendar, now }) => {
  const { suspension, article } = pack.limits.caps;
  const cite = citeOrNull(pack, article);
  if (command.until <= now) return { kind: 'SUSPENSION_IN_THE_PAST' };
  const granted = grantedOf(state, command.assignmentId, 'SUSPENSION');
  if (granted.length >= suspension.maxTimes) {
    return { kind: 'SUSPENDED_ENOUGH', times: suspension.maxTimes, article: cite };
  }
  const minutes = (from: Date, to: Date): number =>
    countedMinutes(calendar, { limit: suspension.maxTotal, startedAt: from, suspensions: [] }, to);
  const spans = handlingClock(state, command.assignmentId)?.suspensions ?? [];
  const used = spans.reduce((sum, { from, to }) => sum + minutes(from, to ?? now), 0);
  const fits = used + minutes(now, command.until) <= budgetMinutes(calendar, suspension.maxTotal);
  return fits ? null : { kind: 'SUSPENSION_TOO_LONG', most: suspension.maxTotal, article: cite };
};

type Asked = Pick<TimeRequest, 'kind' | 'extendBy' | 'until' | 'reason'>;

function ask<C extends Asking>(situation: Situation<C>, asked: Asked) {
  const { state, command, now } = situation;
  const { id: assignmentId, unit } = assignmentIn(situation);
  const id = nextId('t', state.timeRequests);
  const request: TimeRequest = {
    id,
    assignmentId,
    unit,
    words: command.words,
    state: 'OPEN',
    requestedAt: now,
    decidedAt: null,
    outcome: null,
    ...asked,
  };
  return {
    changes: [{ type: 'ADDED', list: 'timeRequests', row: request }] as const,
    words: command.words,
    private: true,
    facts: { request: id, assignment: assignmentId, unit, ...factsOf(request) },
    announcements: announce('time-requested', { request: id, kind: request.kind, assignment: assignmentId, unit }),
  };
}

const factsOf = ({ kind, extendBy, until, reason }: Asked) => ({
  kind,
  extendBy: extendBy === null ? null : limitFact(extendBy),
  until: until?.toISOString() ?? null,
  reasonCode: reason,
});

export const requestExtension: Consequence<'requestExtension'> = (situation) =>
  ask(situation, { kind: 'EXTENSION', extendBy: situation.command.extendBy, until: null, reason: null });

export const requestSuspension: Consequence<'requestSuspension'> = (situation) => {
  const { until, reason } = situation.command;
  return { ...ask(situation, { kind: 'SUSPENSION', extendBy: null, until, reason }), reason };
};

function requestIn({ state, command }: Situation<'decideTimeRequest'>): TimeRequest {
  return partIn(state.timeRequests, command.requestId);
}

/** A request is decided while it still helps: past the limit nothing is extended after the fact. */
export const timeHasNotRunOut: Guard<'decideTimeRequest'> = (situation) => {
  if (!situation.command.granted) return null;
  return handlingClock(situation.state, requestIn(situation).assignmentId)?.lateAt ? { kind: 'LATE_ALREADY' } : null;
};

export const suspensionEndsLater: Guard<'decideTimeRequest'> = (situation) => {
  const { until } = requestIn(situation);
  return situation.command.granted && until !== null && until <= situation.now
    ? { kind: 'SUSPENSION_IN_THE_PAST' }
    : null;
};

const longer = (one: Limit, other: Limit): Limit =>
  one.unit === other.unit && other.amount > one.amount ? other : one;

/** No unit gets longer than the whole: where one does, the whole grows with it. */
function extended({ state, calendar }: Situation, clock: Deadline, by: Limit): readonly Change[] {
  const limit = extend(clock.limit, by);
  const whole = wholeClock(state);
  return [
    rescheduled(clock, { limit }, calendar),
    ...(whole ? [rescheduled(whole, { limit: longer(whole.limit, limit) }, calendar)] : []),
    { type: 'ASSIGNMENT', id: clock.about ?? '', patch: { limit } },
  ];
}

/** Clocks that stand still with the lead's: the whole cannot move on without it. */
const clocksOfWork = (state: TicketState, assignmentId: string): readonly Deadline[] => {
  const assignment = state.assignments.find(({ id }) => id === assignmentId);
  const milestones = new Set(assignment?.milestones.map(({ id }) => id));
  const own = state.deadlines.filter(
    (deadline) =>
      isRunning(deadline) &&
      deadline.lateAt === null &&
      ((deadline.kind === 'HANDLE' && deadline.about === assignmentId) || milestones.has(deadline.about ?? '')),
  );
  const whole = assignment?.part === 'LEAD' ? wholeClock(state) : undefined;
  return whole ? [...own, whole] : own;
};

function suspended({ state, calendar, now }: Situation, request: TimeRequest): readonly Change[] {
  const span = { from: now, to: request.until, reason: request.reason ?? '' };
  return clocksOfWork(state, request.assignmentId).map((clock) =>
    rescheduled(clock, { suspensions: [...clock.suspensions, span] }, calendar),
  );
}

export const decideTimeRequest: Consequence<'decideTimeRequest'> = (situation) => {
  const { state, command, now } = situation;
  const request = requestIn(situation);
  const { id, assignmentId, unit, kind, extendBy } = request;
  const clock = handlingClock(state, assignmentId);
  const granted = command.granted ? 'GRANTED' : 'DENIED';
  const moved = (): readonly Change[] => {
    if (!command.granted || !clock) return [];
    return extendBy === null ? suspended(situation, request) : extended(situation, clock, extendBy);
  };
  return {
    changes: [
      { type: 'PART', list: 'timeRequests', id, patch: { state: granted, decidedAt: now, outcome: command.words } },
      ...moved(),
    ],
    words: command.words,
    private: true,
    facts: { request: id, granted: command.granted, assignment: assignmentId, unit, ...factsOf(request) },
    announcements: announce('time-decided', {
      request: id,
      kind,
      granted: command.granted,
      assignment: assignmentId,
      unit,
    }),
  };
};

const isStanding =
  (now: Date) =>
  ({ from, to }: Deadline['suspensions'][number]): boolean =>
    from <= now && (to === null || to > now);

/** The instant is not known where commands are offered: one whose suspensions are all over is told so when it is given. */
export const hasSuspension = ({ state, target }: Pick<Standing, 'state' | 'target'>): boolean =>
  (handlingClock(state, target.assignment?.id ?? '')?.suspensions.length ?? 0) > 0;

export const isSuspended: Guard<'resumeAssignment'> = ({ state, command, now }) => {
  const clock = handlingClock(state, command.assignmentId);
  return clock?.suspensions.some(isStanding(now)) ? null : { kind: 'NOT_SUSPENDED' };
};

/** Work that goes on earlier than foreseen counts from now. */
export const resume: Consequence<'resumeAssignment'> = (situation) => {
  const { state, command, calendar, now } = situation;
  const { id, unit } = assignmentIn(situation);
  const standing = isStanding(now);
  return {
    changes: clocksOfWork(state, id)
      .filter(({ suspensions }) => suspensions.some(standing))
      .map((clock) => {
        const suspensions = clock.suspensions.map((span) => (standing(span) ? { ...span, to: now } : span));
        return rescheduled(clock, { suspensions }, calendar);
      }),
    words: command.words,
    private: true,
    facts: { assignment: id, unit },
    announcements: announce('resumed', { assignment: id, unit }),
  };
};
