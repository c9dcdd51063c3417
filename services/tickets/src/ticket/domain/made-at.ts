import type { Pack } from '@gridlink/jurisdiction';
import type { Circumstances } from './decision.ts';
import type { Refusal } from './refusal.ts';
import type { TicketState, TimelineEntry } from './ticket.ts';

const HOUR_MS = 3_600_000;

/**
 * Nothing is done about a matter before it was reported. Only an instant the caller names can be wrong: where it is the arrival, another
 * replica's clock may be a moment behind the one that took the report in.
 */
export function madeSinceTheReport({
  state,
  madeAt,
  now,
}: Pick<Circumstances, 'madeAt' | 'now'> & { readonly state: TicketState }): Refusal | null {
  const reportMadeAt = state.timeline[0]?.at;
  const isNamed = madeAt.getTime() !== now.getTime();
  if (!isNamed || reportMadeAt === undefined || madeAt >= reportMadeAt) return null;
  return { kind: 'MADE_BEFORE_REPORT', reportMadeAt };
}

/** Sent so long after it was made that whoever reads it should know. */
export const arrivedLate = (pack: Pack, { at, arrivedAt }: Pick<TimelineEntry, 'at' | 'arrivedAt'>): boolean =>
  arrivedAt.getTime() - at.getTime() > pack.limits.offline.lateAfterHours * HOUR_MS;
