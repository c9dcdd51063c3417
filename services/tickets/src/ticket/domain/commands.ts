import type { Severity } from '@gridlink/contracts';
import type { Limit } from '@gridlink/jurisdiction';
import type { Evidence } from './ticket.ts';
import type { AppealOutcome, AssignmentPart, FieldFinding, OpinionPosition } from './vocabulary.ts';

export type WhistleOrder = { readonly unit: string; readonly instruction: string; readonly limit: Limit | null };

/** The part of a ticket that a unit takes for a wrong warning. */
export type WarningId = { readonly of: 'DEADLINE' | 'SUPERVISION' | 'VERIFICATION'; readonly id: string };

export type AssignmentOrder = {
  /** Organization code, or the staff of the ticket's grid. */
  readonly to: { readonly unit: string } | 'GRID_STAFF';
  readonly part: AssignmentPart;
  readonly instruction: string;
  readonly limit: Limit | null;
  readonly milestones: readonly { readonly title: string; readonly limit: Limit }[];
  /** A signed exception from the item list. */
  readonly exceptionId?: string | null;
};

/** What each command carries besides the ticket it is for. */
export type CommandPayloads = {
  reportTicket: Record<never, never>;
  locateTicket: Record<never, never>;
  /** `rules`: version of the rules they are recomputed under. */
  recomputeDeadlines: { readonly rules: string };
  acceptTicket: {
    readonly itemCode: string | null;
    readonly severity: Severity | null;
    readonly openingCondition: string | null;
    /** A condition of the handling standards in force. */
    readonly conditionId?: string | null;
    readonly words: string | null;
  };
  declineTicket: { readonly reason: string; readonly words: string };
  solveOnSpot: { readonly itemCode: string | null; readonly result: string; readonly evidence: readonly Evidence[] };
  escalateTicket: { readonly words: string };
  assignDown: { readonly holder: string; readonly words: string | null };
  dispatchTicket: {
    readonly assignments: readonly AssignmentOrder[];
    readonly limit: Limit | null;
    readonly words: string | null;
  };
  reportIn: { readonly assignmentId: string; readonly words: string | null };
  returnAssignment: { readonly assignmentId: string; readonly reason: string; readonly words: string };
  refuseOffList: { readonly assignmentId: string; readonly words: string };
  noteProgress: {
    readonly assignmentId: string;
    readonly words: string;
    readonly private: boolean;
    readonly evidence: readonly Evidence[];
  };
  completeAssignment: {
    readonly assignmentId: string;
    readonly result: string;
    readonly evidence: readonly Evidence[];
  };
  completeMilestone: {
    readonly assignmentId: string;
    readonly milestoneId: string;
    readonly words: string;
    readonly evidence: readonly Evidence[];
  };
  requestExtension: { readonly assignmentId: string; readonly extendBy: Limit; readonly words: string };
  requestSuspension: {
    readonly assignmentId: string;
    readonly until: Date;
    readonly reason: string;
    readonly words: string;
  };
  decideTimeRequest: { readonly requestId: string; readonly granted: boolean; readonly words: string };
  resumeAssignment: { readonly assignmentId: string; readonly words: string };
  mergeTicket: { readonly into: string; readonly words: string };
  whistle: { readonly orders: readonly WhistleOrder[]; readonly words: string };
  openConsultation: {
    readonly invited: readonly string[];
    readonly online: boolean;
    readonly venue: string | null;
    readonly words: string;
  };
  giveOpinion: { readonly consultationId: string; readonly position: OpinionPosition; readonly words: string };
  decideConsultation: {
    readonly consultationId: string;
    readonly assignments: readonly AssignmentOrder[];
    readonly limit: Limit | null;
    readonly words: string;
    readonly evidence: readonly Evidence[];
  };
  startMediation: {
    readonly assignmentId: string;
    readonly kind: string;
    readonly mediator: string;
    readonly words: string;
  };
  endMediation: {
    readonly mediationId: string;
    readonly agreed: boolean;
    readonly words: string;
    readonly evidence: readonly Evidence[];
  };
  guideToLegalRoute: { readonly assignmentId: string; readonly route: string; readonly words: string };
  requestFieldCheck: { readonly words: string };
  answerFieldCheck: {
    readonly fieldCheckId: string;
    readonly finding: FieldFinding;
    readonly words: string;
    readonly evidence: readonly Evidence[];
  };
  declareEmergency: { readonly words: string };
  standDown: { readonly words: string };
  giveFeedback: { readonly words: string; readonly contacted: boolean };
  verifyTicket: {
    readonly passed: boolean;
    readonly words: string;
    readonly closingCondition: string | null;
    readonly satisfaction: number | null;
    readonly falseClosure: boolean;
  };
  reopenTicket: { readonly words: string };
  explainLateness: { readonly deadlineId: string; readonly words: string };
  superviseTicket: { readonly target: string; readonly words: string };
  answerSupervision: {
    readonly supervisionId: string;
    readonly words: string;
    readonly evidence: readonly Evidence[];
  };
  settleSupervision: { readonly supervisionId: string; readonly words: string };
  failSupervision: { readonly supervisionId: string; readonly words: string };
  appealWarning: {
    readonly warning: WarningId;
    readonly reason: string;
    readonly words: string;
    readonly evidence: readonly Evidence[];
  };
  reviewAppeal: {
    readonly appealId: string;
    readonly outcome: AppealOutcome;
    readonly words: string;
    readonly evidence: readonly Evidence[];
  };
  appealFurther: { readonly appealId: string; readonly words: string; readonly evidence: readonly Evidence[] };
  appealDecline: { readonly words: string };
  decideDeclineAppeal: {
    readonly appealId: string;
    readonly upheld: boolean;
    /** Gives an upheld ticket back to the center that refused it; otherwise the superior holds it. */
    readonly assignBack: boolean;
    /** Why it stays refused, of the pack's reasons. */
    readonly reason: string | null;
    readonly words: string;
  };
  /** To a city of another jurisdiction. */
  transferOut: { readonly division: string; readonly reason: string; readonly words: string };
  acceptTransfer: { readonly transferId: string; readonly words: string };
  declineTransfer: { readonly transferId: string; readonly reason: string; readonly words: string };
  completeTransfer: { readonly transferId: string; readonly code: string };
  voidTicket: { readonly words: string };
  handOverAtBorder: { readonly words: string };
  supplementReport: { readonly words: string; readonly evidence: readonly Evidence[] };
  addPrivateNote: { readonly words: string };
  redactTicket: {
    readonly fragments: readonly string[];
    readonly evidenceUris: readonly string[];
    readonly reason: string;
    readonly words: string;
    /** Number of the ticket in another jurisdiction that asks for it: that side is not asked back. */
    readonly askedBy?: string;
  };
  /** The side that is asked redacts its own ticket, for a reason of its own pack. */
  acceptRedactionRequest: { readonly requestId: string; readonly reason: string; readonly words: string };
  declineRedactionRequest: { readonly requestId: string; readonly reason: string; readonly words: string };
  completeRedactionRequest: { readonly requestId: string };
  succeedUnit: { readonly from: string; readonly to: string };
  passTime: Record<never, never>;
  openJointCase: Record<never, never>;
};

export type CommandName = keyof CommandPayloads;

export type CommandOf<C extends CommandName> = { readonly type: C } & CommandPayloads[C];

export type TicketCommand = { [C in CommandName]: CommandOf<C> }[CommandName];
