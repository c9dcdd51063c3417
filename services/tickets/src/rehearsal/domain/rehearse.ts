import { dayNumberAt } from '@gridlink/jurisdiction';
import { dueAt } from '../../clock/index.ts';
import { underPack } from '../../ticket/domain/limit-rule.ts';
import { ruleOf } from '../../ticket/domain/recomputing.ts';
import type { Deadline } from '../../ticket/domain/ticket.ts';
import type { DeadlineKind } from '../../ticket/domain/vocabulary.ts';
import type { ProposedRules } from './proposed-rules.ts';

const DAY_MS = 86_400_000;

/** Figures as they were and as the proposed rules would have made them. */
export type Figures = {
  readonly deadlines: number;
  readonly lateBefore: number;
  readonly lateAfter: number;
  readonly becomeLate: number;
  readonly noLongerLate: number;
  /** Days given on average, nights and holidays included. */
  readonly daysBefore: number;
  readonly daysAfter: number;
  /** Most deadlines that fell due on one day: the load. */
  readonly busiestBefore: number;
  readonly busiestAfter: number;
};

export type Rehearsal = {
  readonly tickets: number;
  readonly whole: Figures;
  readonly units: readonly (Figures & { readonly unit: string })[];
  readonly kinds: readonly (Figures & { readonly kind: DeadlineKind })[];
};

type Replayed = {
  readonly unit: string;
  readonly kind: DeadlineKind;
  readonly startedAt: number;
  readonly dueBefore: number;
  readonly dueAfter: number;
  readonly wasLate: boolean;
  readonly isLate: boolean;
};

/** The whole's clock would count the units' work twice. */
const isWhole = ({ kind, about }: Deadline): boolean => kind === 'HANDLE' && about === null;

/**
 * One clock that has stopped, held against other rules: it began when it began and stopped when it stopped. Null where neither says when
 * it was due.
 */
function replay(deadline: Deadline, { pack, calendar }: ProposedRules): Replayed | null {
  const { unit, kind, startedAt, suspensions, stoppedAt, dueAt: dueBefore } = deadline;
  const { limit } = underPack(pack, { limit: deadline.limit, rule: ruleOf(deadline) });
  const dueAfter = dueAt(calendar, { limit, startedAt, suspensions }).dueAt;
  if (stoppedAt === null || dueBefore === null || dueAfter === null) return null;
  return {
    unit,
    kind,
    startedAt: startedAt.getTime(),
    dueBefore: dueBefore.getTime(),
    dueAfter: dueAfter.getTime(),
    wasLate: stoppedAt > dueBefore,
    isLate: stoppedAt > dueAfter,
  };
}

function busiest(instants: readonly number[]): number {
  const days = new Map<number, number>();
  for (const instant of instants) {
    // Due at 24:00 is due on the day that ends there.
    const day = dayNumberAt(instant - 1);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return Math.max(0, ...days.values());
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const figuresOf = (rows: readonly Replayed[]): Figures => ({
  deadlines: rows.length,
  lateBefore: rows.filter(({ wasLate }) => wasLate).length,
  lateAfter: rows.filter(({ isLate }) => isLate).length,
  becomeLate: rows.filter(({ wasLate, isLate }) => !wasLate && isLate).length,
  noLongerLate: rows.filter(({ wasLate, isLate }) => wasLate && !isLate).length,
  daysBefore: mean(rows.map(({ startedAt, dueBefore }) => (dueBefore - startedAt) / DAY_MS)),
  daysAfter: mean(rows.map(({ startedAt, dueAfter }) => (dueAfter - startedAt) / DAY_MS)),
  busiestBefore: busiest(rows.map(({ dueBefore }) => dueBefore)),
  busiestAfter: busiest(rows.map(({ dueAfter }) => dueAfter)),
});

/** What other rules would have made of tickets that are closed: nobody is taken to have worked faster or slower for them. */
export function rehearse(
  tickets: readonly { readonly deadlines: readonly Deadline[] }[],
  rules: ProposedRules,
): Rehearsal {
  const rows = tickets
    .flatMap(({ deadlines }) => deadlines.filter((deadline) => !isWhole(deadline)))
    .map((deadline) => replay(deadline, rules))
    .filter((row) => row !== null);
  const units = Map.groupBy(rows, ({ unit }) => unit);
  const kinds = Map.groupBy(rows, ({ kind }) => kind);
  const mostChanged = (one: Figures, other: Figures): number =>
    other.becomeLate + other.noLongerLate - one.becomeLate - one.noLongerLate || other.deadlines - one.deadlines;
  return {
    tickets: tickets.length,
    whole: figuresOf(rows),
    units: [...units].map(([unit, own]) => ({ unit, ...figuresOf(own) })).toSorted(mostChanged),
    kinds: [...kinds].map(([kind, own]) => ({ kind, ...figuresOf(own) })).toSorted(mostChanged),
  };
}
