import { createHash } from 'node:crypto';
import type { HolidayNotice, Limit, Pack } from '@gridlink/jurisdiction';
import type { Recomputed, RecomputeReason } from '../../ticket/domain/recomputing.ts';
import type { DeadlineKind } from '../../ticket/domain/vocabulary.ts';

/** One pass over a territory's open tickets after limits or calendar have changed; a dry one only says what it would do. */
export type Revision = {
  readonly id: string;
  readonly jurisdiction: string;
  /** The division whose tickets are looked at; null for all of the jurisdiction. */
  readonly area: string | null;
  /** Version of the rules it applies. */
  readonly rules: string;
  readonly dryRun: boolean;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Id of the last ticket that was looked at: where it goes on. */
  readonly after: string;
  readonly looked: number;
  /** It has looked at the last of them. */
  readonly walked?: boolean;
  /** Tickets that could not be revised yet: tried again until none is left. */
  readonly left?: readonly string[];
};

/** What a revision did, or would do, to one clock. */
export type DeadlineChange = {
  readonly deadline: string;
  readonly kind: DeadlineKind;
  readonly unit: string;
  readonly limitBefore: Limit;
  readonly limitAfter: Limit;
  readonly dueBefore: Date | null;
  readonly dueAfter: Date | null;
  readonly provisional: boolean;
  readonly why: RecomputeReason;
  readonly liftsLateness: boolean;
  readonly becomesLate: boolean;
};

/** What a revision did to one ticket. */
export type RevisedTicket = {
  readonly revision: string;
  readonly ticket: string;
  readonly code: string;
  readonly changes: readonly DeadlineChange[];
};

export const toChange = ({ deadline, limit, dueAt, ...row }: Recomputed): DeadlineChange => ({
  deadline: deadline.id,
  kind: deadline.kind,
  unit: deadline.unit,
  limitBefore: deadline.limit,
  limitAfter: limit,
  dueBefore: deadline.dueAt,
  dueAfter: dueAt,
  provisional: row.provisional,
  why: row.why,
  liftsLateness: row.liftsLateness,
  becomesLate: row.becomesLate,
});

/** Everything that a deadline is reckoned from besides the ticket: limits and office hours of the pack, holidays of the country. */
export function rulesVersion(pack: Pick<Pack, 'code' | 'limits'>, notices: readonly HolidayNotice[]): string {
  const text = JSON.stringify([pack.code, pack.limits, notices]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

export type RevisionRefusal = { readonly kind: 'JURISDICTION_NEEDED' } | { readonly kind: 'DRY_RUN_NEEDED' };
