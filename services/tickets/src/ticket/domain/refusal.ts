import type { TicketStage } from '@gridlink/contracts';
import type { Limit } from '@gridlink/jurisdiction';
import type { CommandName } from './commands.ts';

/** Why a command is refused; knows no protocol. `article` is a citation, where law is what refuses. */
export type Refusal =
  | { readonly kind: 'NOT_ALLOWED'; readonly command: CommandName }
  | { readonly kind: 'WRONG_STAGE'; readonly stage: TicketStage; readonly from: readonly TicketStage[] }
  | { readonly kind: 'MADE_BEFORE_REPORT'; readonly reportMadeAt: Date }
  | { readonly kind: 'NOT_AT_BORDER'; readonly metres: number }
  | { readonly kind: 'OTHER_TERRITORY' }
  | { readonly kind: 'SAME_CENTER' }
  | { readonly kind: 'CAME_FROM_THERE'; readonly center: string }
  | { readonly kind: 'NOTHING_TO_REDACT' }
  | { readonly kind: 'FRAGMENT_UNFIT'; readonly index: number }
  | { readonly kind: 'FRAGMENT_IN_WORDS'; readonly index: number }
  | { readonly kind: 'NOT_IN_TICKET'; readonly field: 'fragments' | 'evidenceUris'; readonly index: number }
  | { readonly kind: 'SEALED_WHOLLY'; readonly entries: readonly number[] }
  | { readonly kind: 'IN_SIGNED_DOSSIER' }
  | { readonly kind: 'TIMELINE_FULL'; readonly most: number }
  | { readonly kind: 'TOO_MANY_SUPPLEMENTS'; readonly most: number }
  | { readonly kind: 'EVIDENCE_NEEDED'; readonly article: string | null }
  | { readonly kind: 'EVIDENCE_UNKNOWN'; readonly index: number }
  | { readonly kind: 'EVIDENCE_EXPIRED'; readonly index: number }
  | { readonly kind: 'EVIDENCE_CHANGED'; readonly index: number }
  | { readonly kind: 'GRID_UNKNOWN' }
  | { readonly kind: 'GRID_OUTSIDE'; readonly holder: string }
  | { readonly kind: 'ITEM_NEEDED' }
  | { readonly kind: 'ITEM_UNKNOWN'; readonly itemCode: string; readonly article: string | null }
  | { readonly kind: 'EXCEPTION_UNKNOWN'; readonly index: number }
  | { readonly kind: 'EXCEPTION_OVER'; readonly index: number; readonly documentNumber: string }
  | { readonly kind: 'CONDITION_UNKNOWN'; readonly condition: string }
  | { readonly kind: 'CLOSING_CONDITION_OTHER'; readonly closing: string }
  | { readonly kind: 'NOT_A_PRIMARY_DUTY'; readonly title: string; readonly article: string | null }
  | { readonly kind: 'TOO_SERIOUS_FOR_THE_SPOT' }
  | { readonly kind: 'REASON_UNKNOWN'; readonly reason: string; readonly known: readonly string[] }
  | { readonly kind: 'HIGHEST_LEVEL' }
  | { readonly kind: 'NOT_BELOW'; readonly holder: string }
  | { readonly kind: 'LEAD_COUNT'; readonly leads: number; readonly article: string | null }
  | { readonly kind: 'NO_ASSIGNMENTS' }
  | { readonly kind: 'TOO_MANY_ASSIGNMENTS'; readonly limit: number }
  | { readonly kind: 'UNIT_TWICE'; readonly unit: string; readonly index: number }
  | { readonly kind: 'UNIT_UNKNOWN'; readonly unit: string; readonly index: number | null }
  | { readonly kind: 'UNIT_OUTSIDE_SUBTREE'; readonly unit: string; readonly index: number }
  | {
      readonly kind: 'UNIT_WITHOUT_DUTY';
      readonly unit: string;
      readonly index: number;
      readonly allowed: readonly string[];
      readonly article: string | null;
    }
  | { readonly kind: 'PLAN_ROUTE'; readonly index: number; readonly unit: string; readonly plan: string }
  | { readonly kind: 'OFF_LIST'; readonly index: number; readonly article: string | null }
  | { readonly kind: 'RESERVED_ACT'; readonly act: string; readonly index: number; readonly article: string | null }
  | {
      readonly kind: 'LIMIT_OUT_OF_BOUNDS';
      readonly index: number | null;
      readonly min: Limit;
      readonly max: Limit;
      readonly article: string | null;
    }
  | { readonly kind: 'RETURNED_UNCHANGED'; readonly unit: string; readonly index: number }
  | { readonly kind: 'ASSIGNMENT_UNKNOWN' }
  | { readonly kind: 'ASSIGNMENT_STATE'; readonly state: string; readonly needed: readonly string[] }
  | { readonly kind: 'RETURN_WINDOW_OVER'; readonly article: string | null }
  | { readonly kind: 'RETURNED_BEFORE'; readonly reason: string }
  | { readonly kind: 'ON_THE_LIST'; readonly article: string | null }
  | { readonly kind: 'WHISTLE_NOT_FORESEEN'; readonly article: string | null }
  | { readonly kind: 'UNIT_OUT_OF_CALL'; readonly unit: string; readonly index: number }
  | { readonly kind: 'OTHER_UNKNOWN' }
  | { readonly kind: 'OTHER_ENDED'; readonly stage: TicketStage }
  | { readonly kind: 'NOTHING_OWED' }
  | { readonly kind: 'BOUND'; readonly by: string; readonly article: string | null }
  | { readonly kind: 'TOO_FEW_INVITED' }
  | { readonly kind: 'INVITED_UNKNOWN'; readonly unit: string; readonly index: number }
  | { readonly kind: 'INVITED_OUTSIDE'; readonly unit: string; readonly index: number }
  | { readonly kind: 'CONSULTATION_RUNNING'; readonly consultation: string }
  | { readonly kind: 'CONSULTATION_UNKNOWN' }
  | { readonly kind: 'CONSULTATION_DECIDED' }
  | { readonly kind: 'MINUTES_NEEDED' }
  | { readonly kind: 'NO_QUORUM'; readonly spoken: number; readonly invited: number }
  | { readonly kind: 'MEDIATION_KIND_UNKNOWN'; readonly given: string; readonly known: readonly string[] }
  | { readonly kind: 'MEDIATION_RUNNING'; readonly mediation: string }
  | { readonly kind: 'MEDIATION_UNKNOWN' }
  | { readonly kind: 'MEDIATION_ENDED' }
  | { readonly kind: 'ROUTE_UNKNOWN'; readonly given: string; readonly known: readonly string[] }
  | { readonly kind: 'MEDIATE_FIRST'; readonly article: string | null }
  | { readonly kind: 'FIELD_CHECK_RUNNING'; readonly fieldCheck: string }
  | { readonly kind: 'FIELD_CHECK_UNKNOWN' }
  | { readonly kind: 'FIELD_CHECK_ANSWERED' }
  | { readonly kind: 'EMERGENCY_STANDS' }
  | { readonly kind: 'NO_EMERGENCY' }
  | { readonly kind: 'TOO_MANY_MILESTONES'; readonly index: number; readonly limit: number }
  | { readonly kind: 'MILESTONE_BEYOND_LIMIT'; readonly index: number; readonly milestone: number }
  | { readonly kind: 'MILESTONE_UNKNOWN' }
  | { readonly kind: 'MILESTONE_DONE' }
  | { readonly kind: 'MILESTONES_OPEN'; readonly titles: readonly string[] }
  | { readonly kind: 'LATE_ALREADY' }
  | { readonly kind: 'ASKED_ALREADY'; readonly request: string }
  | { readonly kind: 'EXTENDED_ENOUGH'; readonly times: number; readonly article: string | null }
  | { readonly kind: 'EXTENSION_TOO_LONG'; readonly most: Limit; readonly article: string | null }
  | { readonly kind: 'SUSPENSION_IN_THE_PAST' }
  | { readonly kind: 'SUSPENDED_ENOUGH'; readonly times: number; readonly article: string | null }
  | { readonly kind: 'SUSPENSION_TOO_LONG'; readonly most: Limit; readonly article: string | null }
  | { readonly kind: 'TIME_REQUEST_UNKNOWN' }
  | { readonly kind: 'TIME_REQUEST_STATE'; readonly state: string }
  | { readonly kind: 'NOT_SUSPENDED' }
  | { readonly kind: 'OWN_WORK'; readonly article: string | null }
  | { readonly kind: 'CLOSING_CONDITION_NEEDED' }
  | { readonly kind: 'SATISFACTION_RANGE' }
  | { readonly kind: 'REOPEN_WINDOW_OVER' }
  | { readonly kind: 'DEADLINE_UNKNOWN' }
  | { readonly kind: 'NOT_LATE' }
  | { readonly kind: 'EXPLAINED_BEFORE' }
  | { readonly kind: 'NOT_CONCERNED'; readonly unit: string }
  | { readonly kind: 'SUPERVISED_ALREADY'; readonly unit: string }
  | { readonly kind: 'SUPERVISION_UNKNOWN' }
  | { readonly kind: 'SUPERVISION_STATE'; readonly state: string }
  | { readonly kind: 'SUPERVISION_STILL_RUNNING' }
  | { readonly kind: 'WARNING_UNKNOWN' }
  | { readonly kind: 'APPEALED_BEFORE'; readonly appeal: string }
  | { readonly kind: 'APPEAL_WINDOW_OVER'; readonly article: string | null }
  | { readonly kind: 'APPEAL_UNKNOWN' }
  | { readonly kind: 'APPEAL_STATE'; readonly state: string }
  | { readonly kind: 'NO_REVIEWER' }
  | { readonly kind: 'OWN_DECISION' }
  | { readonly kind: 'RECEIVER_UNKNOWN'; readonly division: string }
  | { readonly kind: 'OFFERED_ALREADY'; readonly transfer: string }
  | { readonly kind: 'TRANSFER_UNKNOWN' }
  | { readonly kind: 'TRANSFER_STATE'; readonly state: string }
  | { readonly kind: 'NOT_SIGNED' }
  | { readonly kind: 'REDACTION_REQUEST_UNKNOWN' }
  | { readonly kind: 'REDACTION_REQUEST_STATE'; readonly state: string }
  | { readonly kind: 'DECLINE_OVERTURNED'; readonly appeal: string };

export type RefusalKind = Refusal['kind'];
