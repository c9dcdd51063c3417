import type { TicketStage } from '@gridlink/contracts';
import type { Limit } from '@gridlink/jurisdiction';
import type { Evidence } from './ticket.ts';
import type { FieldFinding, OpinionPosition, TimeRequestKind, TimeRequestState } from './vocabulary.ts';

/** More time asked for an assignment (E04): a longer limit, or a stretch that does not count (挂账). */
export type TimeRequest = {
  readonly id: string;
  readonly kind: TimeRequestKind;
  readonly assignmentId: string;
  readonly unit: string;
  readonly extendBy: Limit | null;
  readonly until: Date | null;
  /** Code of the pack's reasons for a suspension. */
  readonly reason: string | null;
  readonly words: string;
  /** As it was decided; `requestState` says whether an open one still stands. */
  readonly state: TimeRequestState;
  readonly requestedAt: Date;
  readonly decidedAt: Date | null;
  readonly outcome: string | null;
};

/** What stopped a matter from being passed on (B04): all who had it handle it together, the first receiver leads. */
export type JointCase = {
  readonly id: string;
  readonly cause: 'RETURNS' | 'OWNERLESS';
  readonly lead: string;
  readonly members: readonly string[];
  readonly round: number;
  readonly openedAt: Date;
};

export type Opinion = {
  readonly unit: string;
  readonly subject: string;
  readonly position: OpinionPosition;
  readonly words: string;
  readonly at: Date;
};

/** Departments confer on who leads and who assists (ZZ25, PY17, LC18); the outcome binds. */
export type Consultation = {
  readonly id: string;
  readonly online: boolean;
  readonly question: string;
  /** Where to meet: a link or a room. */
  readonly venue: string | null;
  readonly convenedBy: string;
  readonly invited: readonly string[];
  readonly opinions: readonly Opinion[];
  readonly openedAt: Date;
  readonly decidedAt: Date | null;
  readonly outcome: string | null;
  /** Minutes of the meeting. */
  readonly evidence: readonly Evidence[];
};

/** One try to settle a dispute by mediation (ZZ25, PY15). */
export type Mediation = {
  readonly id: string;
  /** Code of the pack's kinds. */
  readonly kind: string;
  readonly mediator: string;
  readonly unit: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly agreed: boolean | null;
  readonly outcome: string | null;
  readonly evidence: readonly Evidence[];
};

/** The staff of the grid look at the place before the center decides (E02). */
export type FieldCheck = {
  readonly id: string;
  readonly gridId: string;
  /** Stage and round it was asked in: it is over with them. */
  readonly stage: TicketStage;
  readonly round: number;
  readonly question: string;
  readonly requestedAt: Date;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
  readonly finding: FieldFinding | null;
  readonly words: string | null;
  readonly evidence: readonly Evidence[];
};

/** An alarm beside the chain (JS30, NB18, ZZ14). */
export type Emergency = {
  readonly id: string;
  readonly declaredAt: Date;
  readonly declaredBy: string;
  readonly words: string;
  readonly alarmed: readonly string[];
  readonly severityBefore: string;
  readonly stoodDownAt: Date | null;
  readonly outcome: string | null;
};

/** The parts of a ticket that are only ever added to and brought up to date, by their list. */
export type Parts = {
  readonly timeRequests: TimeRequest;
  readonly jointCases: JointCase;
  readonly consultations: Consultation;
  readonly mediations: Mediation;
  readonly fieldChecks: FieldCheck;
  readonly emergencies: Emergency;
};

export type PartList = keyof Parts;
export type PartLists = { readonly [L in PartList]: readonly Parts[L][] };

/** A ticket has none of them at first; one that was stored before they existed has none either. */
export const NO_PARTS: PartLists = {
  timeRequests: [],
  jointCases: [],
  consultations: [],
  mediations: [],
  fieldChecks: [],
  emergencies: [],
};
