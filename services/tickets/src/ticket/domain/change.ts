import type { Severity, TicketStage } from '@gridlink/contracts';
import type { PartList, Parts } from './parts.ts';
import type { Assignment, Deadline, Referral, Supervision, TicketCondition, TicketItem } from './ticket.ts';
import type { Redaction } from './written.ts';

/** What a command changes, fact by fact; `evolve` applies them. */
export type Change =
  | { readonly type: 'STAGE'; readonly to: TicketStage }
  | { readonly type: 'HOLDER'; readonly holder: string }
  | { readonly type: 'CLASSIFIED'; readonly item: TicketItem; readonly severity: Severity }
  | { readonly type: 'CONDITION'; readonly condition: TicketCondition | null }
  | { readonly type: 'LOCATED'; readonly grid: GridPlace }
  | { readonly type: 'ROUND'; readonly round: number }
  | { readonly type: 'ASSIGNED'; readonly assignment: Assignment }
  | { readonly type: 'ASSIGNMENT'; readonly id: string; readonly patch: Partial<Assignment> }
  /** The deadline's id is its place in the list, given by `evolve`. */
  | { readonly type: 'DEADLINE_STARTED'; readonly deadline: Omit<Deadline, 'id'> }
  | { readonly type: 'DEADLINE'; readonly id: string; readonly patch: Partial<Deadline> }
  | PartAdded
  | PartPatched
  | { readonly type: 'SEVERITY'; readonly severity: Severity }
  | { readonly type: 'MERGED'; readonly into: string }
  | { readonly type: 'LEGAL_ROUTE'; readonly route: string }
  | { readonly type: 'SUPERVISION_ORDERED'; readonly supervision: Supervision }
  | { readonly type: 'SUPERVISION'; readonly id: string; readonly patch: Partial<Supervision> }
  | { readonly type: 'REFERRED'; readonly referral: Referral }
  | { readonly type: 'FED_BACK'; readonly words: string }
  | { readonly type: 'FALSELY_CLOSED' }
  | { readonly type: 'REDACTED'; readonly redaction: Redaction & { readonly salt: string } }
  | { readonly type: 'ENDED'; readonly at: Date | null };

type PartAdded = { [L in PartList]: { readonly type: 'ADDED'; readonly list: L; readonly row: Parts[L] } }[PartList];
type PartPatched = {
  [L in PartList]: { readonly type: 'PART'; readonly list: L; readonly id: string; readonly patch: Partial<Parts[L]> };
}[PartList];

/** A published grid as a ticket needs it. */
export type GridPlace = {
  readonly id: string;
  readonly code: string;
  readonly division: string;
  readonly areas: readonly string[];
};
