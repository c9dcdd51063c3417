import type { Severity } from '@gridlink/contracts';
import { type Limit, type LimitedStep, limitFor, type Pack } from '@gridlink/jurisdiction';
import type { TicketState } from './ticket.ts';

/** Rows of a pack that give a clock its limit. */
export type LimitName = LimitedStep | 'handle' | 'ownerlessAfter' | 'firstReview' | 'finalReview' | 'declineReview';

/** Which row of the pack gave a limit, and what it said then: a changed pack is applied from it. */
export type LimitRule = { readonly of: LimitName; readonly severity: Severity; readonly limit: Limit };

/** A limit and where it comes from; no rule where a person set it. */
export type RuledLimit = { readonly limit: Limit; readonly rule: LimitRule | null };

export const isSameLimit = (one: Limit, other: Limit): boolean =>
  one.unit === other.unit && one.amount === other.amount;

function limitIn(pack: Pack, of: LimitName, severity: Severity): Limit {
  switch (of) {
    case 'ownerlessAfter':
      return pack.limits.caps.ownerlessAfter;
    case 'firstReview':
    case 'finalReview':
    case 'declineReview':
      return pack.limits.appeals[of];
    default:
      return limitFor(pack, of, severity);
  }
}

/** What the pack gives. */
export function byRule(pack: Pack, of: LimitName, severity: Severity): RuledLimit & { readonly rule: LimitRule } {
  const { amount, unit } = limitIn(pack, of, severity);
  const limit = { amount, unit };
  return { limit, rule: { of, severity, limit } };
}

/** A limit for work: the pack's own follows the pack; one that a dispatcher chose otherwise stays as chosen. */
export function forWork(
  { pack, state }: { readonly pack: Pack; readonly state: Pick<TicketState, 'round' | 'severity' | 'condition'> },
  limit: Limit,
): RuledLimit {
  // What the handling standards give is no row of the pack, even where it is as long.
  if (state.round === 1 && state.condition !== null) return { limit, rule: null };
  const lawful = byRule(pack, state.round > 1 ? 'rework' : 'handle', state.severity);
  return isSameLimit(lawful.limit, limit) ? lawful : { limit, rule: null };
}

/** A limit under a changed pack. What a person has added to it is kept, in the unit it was given in. */
export function underPack(pack: Pack, { limit, rule }: RuledLimit): RuledLimit {
  if (rule === null) return { limit, rule };
  const lawful = byRule(pack, rule.of, rule.severity);
  if (isSameLimit(lawful.limit, rule.limit)) return { limit, rule };
  if (isSameLimit(limit, rule.limit)) return lawful;
  // Working days and natural days cannot be added: an extension in another unit stays what was decided.
  if (lawful.limit.unit !== limit.unit) return { limit, rule };
  return {
    limit: { amount: limit.amount + lawful.limit.amount - rule.limit.amount, unit: limit.unit },
    rule: lawful.rule,
  };
}
