import type { TicketState } from '../../ticket/domain/ticket.ts';
import { assigningFacts } from './assigning-facts.ts';
import { closingFacts } from './closing-facts.ts';
import { integrityFacts } from './integrity-facts.ts';
import type { Fact } from './measure.ts';
import { originFacts } from './participation-facts.ts';
import { countedOut, standingFacts } from './standing-facts.ts';
import { timelinessFacts } from './timeliness-facts.ts';

/** What counting needs to know of a jurisdiction. */
export type CountingRules = {
  /** Marks from this one on are satisfied. */
  readonly satisfiedFrom: number;
  /** How often one assignment may be extended. */
  readonly mostExtensions: number;
};

/**
 * Everything a ticket is counted as, from its state alone: pure, so that counting it again gives the same. What was merged into another
 * matter or is void counts as that, and in no rate.
 */
export function factsOf(state: TicketState, rules: CountingRules): readonly Fact[] {
  const standing = standingFacts(state);
  if (countedOut(state)) return standing;
  return [
    ...standing,
    ...timelinessFacts(state),
    ...assigningFacts(state, rules),
    ...closingFacts(state, rules),
    ...integrityFacts(state),
    ...originFacts(state),
  ];
}
