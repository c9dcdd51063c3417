import type { Limit } from '@gridlink/jurisdiction';
import { dueAt } from '../../clock/index.ts';
import type { Change } from './change.ts';
import { isRunning } from './deadlines.ts';
import type { Circumstances, Consequence } from './decision.ts';
import { announce, isOpenAssignment, limitFact } from './effects.ts';
import { isSameLimit, type LimitRule, type RuledLimit, underPack } from './limit-rule.ts';
import type { Deadline, Fact, TicketState } from './ticket.ts';

/** LIMIT: the pack gives another limit. NOTICE: the holidays have been announced. CALENDAR: working time is another. */
export type RecomputeReason = 'LIMIT' | 'NOTICE' | 'CALENDAR';

/** One clock as it was and as the rules of now make it. */
export type Recomputed = {
  readonly deadline: Deadline;
  readonly limit: Limit;
  readonly rule: LimitRule | null;
  readonly dueAt: Date | null;
  readonly remindAt: Date | null;
  readonly provisional: boolean;
  readonly why: RecomputeReason;
  /** It was found late and is not under the rules of now. */
  readonly liftsLateness: boolean;
  /** It is passed under the rules of now and was not. */
  readonly becomesLate: boolean;
};

type Rules = Pick<Circumstances, 'pack' | 'calendar' | 'now'>;

const sameInstant = (one: Date | null, other: Date | null): boolean => one?.getTime() === other?.getTime();

function whyOf(before: Deadline, limit: Limit, provisional: boolean): RecomputeReason {
  if (!isSameLimit(before.limit, limit)) return 'LIMIT';
  return before.provisional && !provisional ? 'NOTICE' : 'CALENDAR';
}

function recomputedOne(deadline: Deadline, { limit, rule }: RuledLimit, { calendar, now }: Rules): Recomputed | null {
  const { startedAt, suspensions } = deadline;
  const due = dueAt(calendar, { limit, startedAt, suspensions });
  const isSame =
    sameInstant(due.dueAt, deadline.dueAt) &&
    sameInstant(due.remindAt, deadline.remindAt) &&
    due.provisional === deadline.provisional &&
    isSameLimit(limit, deadline.limit);
  if (isSame) return null;
  const isPassed = due.dueAt !== null && now > due.dueAt;
  const wasPassed = deadline.dueAt !== null && now > deadline.dueAt;
  return {
    deadline,
    limit,
    rule,
    ...due,
    why: whyOf(deadline, limit, due.provisional),
    liftsLateness: deadline.lateAt !== null && !isPassed,
    becomesLate: isPassed && !wasPassed && deadline.lateAt === null,
  };
}

/** The row of the pack a clock follows; none where a person, or a plan for a time, set its limit. */
export const ruleOf = ({ rule, plan }: Deadline): LimitRule | null => (plan ? null : (rule ?? null));

const isWhole = ({ kind, about }: Deadline): boolean => kind === 'HANDLE' && about === null;

/** No unit has longer than the whole: what open work was given by hand keeps the whole as long. */
function withoutOverhang(state: TicketState, whole: RuledLimit, units: ReadonlyMap<string, RuledLimit>): RuledLimit {
  const open = new Set(state.assignments.filter(isOpenAssignment).map(({ id }) => id));
  const longest = [...units]
    .filter(([about, { limit }]) => open.has(about) && limit.unit === whole.limit.unit)
    .reduce((most, [, { limit }]) => Math.max(most, limit.amount), whole.limit.amount);
  return longest === whole.limit.amount ? whole : { limit: { ...whole.limit, amount: longest }, rule: whole.rule };
}

/**
 * Every running clock that another pack or calendar moves, as it would be. Nothing where they leave all as it is, so that doing it again
 * changes nothing. What a person set by hand keeps its limit; only the calendar moves it.
 */
export function recomputed(state: TicketState, rules: Rules): readonly Recomputed[] {
  const running = state.deadlines.filter(isRunning);
  const under = new Map(
    running.map((deadline) => [deadline.id, underPack(rules.pack, { limit: deadline.limit, rule: ruleOf(deadline) })]),
  );
  const limitOf = (deadline: Deadline): RuledLimit =>
    under.get(deadline.id) ?? { limit: deadline.limit, rule: ruleOf(deadline) };
  const units = new Map(
    running
      .filter((deadline) => deadline.kind === 'HANDLE' && deadline.about !== null)
      .map((deadline) => [deadline.about ?? '', limitOf(deadline)]),
  );
  return running
    .map((deadline) => {
      const ruled = limitOf(deadline);
      return recomputedOne(deadline, isWhole(deadline) ? withoutOverhang(state, ruled, units) : ruled, rules);
    })
    .filter((row) => row !== null);
}

/** The lateness that is lifted is not explained any more. */
const explanationsOf = ({ deadlines }: TicketState, id: string, now: Date): readonly Change[] =>
  deadlines
    .filter((deadline) => deadline.kind === 'EXPLAIN' && deadline.about === id && isRunning(deadline))
    .map((deadline) => ({ type: 'DEADLINE', id: deadline.id, patch: { stoppedAt: now } }) as const);

function changesOf(state: TicketState, row: Recomputed, now: Date): readonly Change[] {
  const { deadline, limit, rule, dueAt: due, remindAt, provisional, liftsLateness } = row;
  const { id, kind, about } = deadline;
  const patch = { limit, rule, dueAt: due, remindAt, provisional, ...(liftsLateness ? { lateAt: null } : {}) };
  const ofAssignment = kind === 'HANDLE' && about !== null && !isSameLimit(limit, deadline.limit);
  return [
    { type: 'DEADLINE', id, patch },
    ...(ofAssignment ? [{ type: 'ASSIGNMENT', id: about, patch: { limit } } as const] : []),
    ...(liftsLateness ? explanationsOf(state, id, now) : []),
  ];
}

const factOf = ({ deadline, limit, dueAt: due, why, liftsLateness }: Recomputed): Fact => ({
  deadline: deadline.id,
  kind: deadline.kind,
  unit: deadline.unit,
  limitBefore: limitFact(deadline.limit),
  limitAfter: limitFact(limit),
  dueBefore: deadline.dueAt?.toISOString() ?? null,
  dueAfter: due?.toISOString() ?? null,
  why,
  liftsLateness,
});

/** The rules have changed: what runs is reckoned anew from what it began with. What is over keeps what it was held to. */
export const recomputeDeadlines: Consequence<'recomputeDeadlines'> = (situation) => {
  const { state, now, command } = situation;
  const rows = recomputed(state, situation);
  const facts = { rules: command.rules, deadlines: rows.map(factOf) };
  return {
    changes: rows.flatMap((row) => changesOf(state, row, now)),
    private: true,
    facts,
    announcements: announce('deadlines-recomputed', facts),
  };
};
