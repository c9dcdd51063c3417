import type { Limit, WorkingCalendar } from '@gridlink/jurisdiction';
import { budgetMinutes, countedMinutes } from '../../clock/index.ts';
import type { Assignment, Deadline, TicketState, TimelineEntry } from './ticket.ts';

/** How somebody held the matter: as the center whose step it was, leading the work, or assisting once the lead was done. */
export type HeldAs = 'CENTER' | 'LEAD' | 'ASSIST';

/** A stretch of a ticket's life and who answers for it. Minutes are those of office hours, whatever unit a limit has. */
export type HeldTime = {
  readonly unit: string;
  /** The person who acted for the unit in it, where one did. */
  readonly person: string | null;
  readonly as: HeldAs;
  readonly from: Date;
  readonly to: Date;
  readonly workingMinutes: number;
  /** Working minutes inside a suspension: nobody's. */
  readonly suspendedMinutes: number;
};

export type TimeShare = {
  readonly unit: string;
  readonly workingMinutes: number;
  /** Of all attributed minutes, 0 to 1. */
  readonly share: number;
  /** Its part of the minutes that the whole was late by. */
  readonly lateMinutes: number;
};

type Holder = { readonly unit: string; readonly as: HeldAs; readonly assignment: string | null };
type Span = Holder & { readonly from: number; readonly to: number; readonly suspensions: Deadline['suspensions'] };

const CENTER_CLOCKS: ReadonlySet<string> = new Set(['ACCEPT', 'DISPATCH', 'FEED_BACK', 'VERIFY']);
const OFFICE: Limit = { amount: 1, unit: 'WORKING_HOUR' };

/** A clock that went over a border was each center's until it handed the matter over. */
function handsOf({ handOvers }: TicketState, { unit, from, to }: Pick<Span, 'unit' | 'from' | 'to'>) {
  const within = handOvers.filter(({ at }) => at.getTime() >= from && at.getTime() <= to);
  const cuts = [from, ...within.map(({ at }) => at.getTime()), to];
  const holders = [...within.map((handOver) => handOver.from), unit];
  return holders.map((holder, index) => ({ unit: holder, from: cuts[index] ?? from, to: cuts[index + 1] ?? to }));
}

/** What each center's clock covers: it runs exactly as long as the step is the center's. */
const centerSpans = (state: TicketState, end: number): readonly Span[] =>
  state.deadlines
    .filter(({ kind, about }) => CENTER_CLOCKS.has(kind) && about === null)
    .flatMap(({ unit, startedAt, stoppedAt, suspensions }) =>
      handsOf(state, { unit, from: startedAt.getTime(), to: stoppedAt?.getTime() ?? end }).map((hand) => ({
        ...hand,
        as: 'CENTER' as const,
        assignment: null,
        suspensions,
      })),
    );

const assignmentSpans = ({ assignments, deadlines }: TicketState, end: number): readonly Span[] =>
  assignments.map(({ id, unit, part, offeredAt, endedAt }: Assignment) => ({
    unit,
    as: part,
    assignment: id,
    from: offeredAt.getTime(),
    to: endedAt?.getTime() ?? end,
    suspensions: deadlines.find(({ kind, about }) => kind === 'HANDLE' && about === id)?.suspensions ?? [],
  }));

/** Who answers between two instants at which nothing changes: the lead, else who still assists, else the center. */
function answering(spans: readonly Span[], from: number, to: number): readonly Span[] {
  const there = spans.filter((span) => span.from <= from && span.to >= to);
  for (const as of ['LEAD', 'ASSIST', 'CENTER'] as const) {
    const found = there.filter((span) => span.as === as);
    if (found.length > 0) return as === 'ASSIST' ? found : found.slice(-1);
  }
  return [];
}

const minutesBetween = (calendar: WorkingCalendar, span: Pick<Span, 'suspensions'>, from: number, to: number): number =>
  countedMinutes(calendar, { limit: OFFICE, startedAt: new Date(from), suspensions: span.suspensions }, new Date(to));

function personOf(span: Span, timeline: readonly TimelineEntry[]): string | null {
  const acted = timeline.filter(({ arrivedAt, facts, actor }) => {
    const at = arrivedAt.getTime();
    const inside = at >= span.from && at <= span.to;
    return span.assignment === null
      ? inside && at === span.to && actor.person !== null
      : inside && facts.assignment === span.assignment;
  });
  return acted.at(-1)?.actor.person ?? null;
}

/**
 * The ledger of responsibility for time (B03): the ticket's open life cut at every change of hands. Where several assist and nobody
 * leads, the minutes are divided among them, so that all of them together are the working minutes that have passed.
 */
export function heldTimes(state: TicketState, calendar: WorkingCalendar, now: Date): readonly HeldTime[] {
  const end = Math.min(now.getTime(), state.closedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const spans = [...centerSpans(state, end), ...assignmentSpans(state, end)].filter(({ from, to }) => from < to);
  const cuts = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].toSorted((one, other) => one - other);
  const held = cuts.slice(1).flatMap((to, index) => {
    const from = cuts[index] ?? to;
    const who = answering(spans, from, to);
    return who.map((span): HeldTime => {
      const all = minutesBetween(calendar, { suspensions: [] }, from, to) / who.length;
      const counted = minutesBetween(calendar, span, from, to) / who.length;
      return {
        unit: span.unit,
        person: personOf(span, state.timeline),
        as: span.as,
        from: new Date(from),
        to: new Date(to),
        workingMinutes: counted,
        suspendedMinutes: all - counted,
      };
    });
  });
  return joined(held);
}

/** Neighbouring stretches of the same holder are one. */
function joined(held: readonly HeldTime[]): readonly HeldTime[] {
  const result: HeldTime[] = [];
  for (const next of held) {
    const at = result.findIndex(
      (one) => one.unit === next.unit && one.as === next.as && one.person === next.person && +one.to === +next.from,
    );
    const same = result[at];
    if (!same) result.push(next);
    else {
      result[at] = {
        ...same,
        to: next.to,
        workingMinutes: same.workingMinutes + next.workingMinutes,
        suspendedMinutes: same.suspendedMinutes + next.suspendedMinutes,
      };
    }
  }
  return result;
}

/** Counted minutes by which the whole of the handling overran, all rounds together. */
function overrun({ deadlines }: TicketState, calendar: WorkingCalendar, now: Date): number {
  return deadlines
    .filter(({ kind, about, lateAt }) => kind === 'HANDLE' && about === null && lateAt !== null)
    .reduce((sum, { limit, startedAt, suspensions, stoppedAt }) => {
      const counted = countedMinutes(calendar, { limit, startedAt, suspensions }, stoppedAt ?? now);
      return sum + Math.max(0, counted - budgetMinutes(calendar, limit));
    }, 0);
}

/** Lateness is shared by the time each unit had the matter, not pinned on the last to hold it. */
export function timeShares(state: TicketState, calendar: WorkingCalendar, now: Date): readonly TimeShare[] {
  const byUnit = Map.groupBy(heldTimes(state, calendar, now), ({ unit }) => unit);
  const minutes = [...byUnit].map(([unit, held]) => ({
    unit,
    workingMinutes: held.reduce((sum, { workingMinutes }) => sum + workingMinutes, 0),
  }));
  const whole = minutes.reduce((sum, { workingMinutes }) => sum + workingMinutes, 0);
  const late = overrun(state, calendar, now);
  return minutes.map(({ unit, workingMinutes }) => {
    const share = whole === 0 ? 0 : workingMinutes / whole;
    return { unit, workingMinutes, share, lateMinutes: late * share };
  });
}
