import type { TicketStage } from '@gridlink/contracts';
import type { Limit } from '@gridlink/jurisdiction';
import type { Evidence } from './ticket.ts';
import type {
  AppealKind,
  AppealOutcome,
  AppealState,
  FieldFinding,
  OpinionPosition,
  RedactionRequestState,
  TimeRequestKind,
  TimeRequestState,
  TransferDirection,
  TransferState,
} from './vocabulary.ts';

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

/** Who did what a warning is about: a unit, or the staff of a grid who work for it. */
export type Handler = { readonly unit: string; readonly gridId: string | null };

/** A verification that did not pass, as a fact of its own: who may contest it, and who decided it. */
export type FailedVerification = {
  readonly id: string;
  /** The round that failed. */
  readonly round: number;
  readonly at: Date;
  readonly falseClosure: boolean;
  /** Division whose center verified, and the person who did. */
  readonly division: string;
  readonly subject: string;
  readonly handlers: readonly Handler[];
};

export type AppealReview = {
  readonly reviewer: string;
  readonly subject: string;
  readonly outcome: AppealOutcome;
  readonly words: string;
  readonly evidence: readonly Evidence[];
  readonly at: Date;
};

/** A complaint (E06). What it is about stays as it was; the outcome stands beside it. */
export type Appeal = Handler & {
  readonly id: string;
  readonly kind: AppealKind;
  /** The late deadline, the supervision order or the failed verification; for a refused report the center that refused it. */
  readonly about: string;
  readonly lodgedBy: string;
  /** Code of the pack's reasons; a reporter gives words alone. */
  readonly reason: string | null;
  readonly words: string;
  readonly evidence: readonly Evidence[];
  readonly state: AppealState;
  /** Organization that reviews it now, or did last, and its division. */
  readonly reviewer: string;
  readonly division: string;
  readonly lodgedAt: Date;
  /** Until when the unit may take it further; null before the first review, and once it is final. */
  readonly furtherUntil: Date | null;
  readonly reviews: readonly AppealReview[];
};

/** A dossier that both jurisdictions have signed; both keep it. */
export type TransferReceipt = { readonly digest: string; readonly document: string };

/** A matter offered to another jurisdiction, or taken over from one (ZZ24, PY17). */
export type Transfer = {
  readonly id: string;
  readonly direction: TransferDirection;
  /** The other side: its jurisdiction and city. */
  readonly jurisdiction: string;
  readonly division: string;
  /** Centers that hand over and take over. */
  readonly from: string;
  readonly to: string;
  /** The ticket as it was offered: its round and how many assignments it had had. */
  readonly round: number;
  readonly assignments: number;
  /** Code of the sender's pack. */
  readonly reason: string;
  readonly words: string;
  /** As it was decided; `transferState` says whether an open offer still stands. */
  readonly state: TransferState;
  readonly offeredAt: Date;
  readonly decidedAt: Date | null;
  /** Code of the receiver's pack. */
  readonly declineReason: string | null;
  readonly outcome: string | null;
  /** Number of the ticket on the other side. */
  readonly otherCode: string | null;
  readonly receipt: TransferReceipt | null;
};

/** The other side of a transfer is asked to redact what was redacted here: it has the same words. */
export type RedactionRequest = {
  readonly id: string;
  readonly transfer: string;
  /** Who is asked: the other jurisdiction and its city. */
  readonly jurisdiction: string;
  readonly division: string;
  readonly state: RedactionRequestState;
  /** Code of the pack of the side that asks. */
  readonly reason: string;
  readonly words: string;
  /** What is to be redacted, encrypted; null once that is done, or declined. */
  readonly sealed: string | null;
  readonly requestedAt: Date;
  readonly answeredAt: Date | null;
  /** Code of the pack of the side that is asked: why it redacts, or why not. */
  readonly answerReason: string | null;
  readonly outcome: string | null;
  /** The answer as the side that is asked has signed it. */
  readonly answer: string | null;
};

/** A note of one organization for itself (E10): nobody else reads it, and the chain holds only that it was made. */
export type PrivateNote = {
  readonly id: string;
  readonly organization: string;
  readonly subject: string;
  readonly words: string;
  /** Makes the digest of the words in the timeline; null once they were redacted. */
  readonly salt: string | null;
  readonly at: Date;
};

/** A matter at a border went to the neighbouring center (E11). */
export type HandOver = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly fromGridId: string | null;
  readonly at: Date;
};

/** The parts of a ticket that are only ever added to and brought up to date, by their list. */
export type Parts = {
  readonly timeRequests: TimeRequest;
  readonly jointCases: JointCase;
  readonly consultations: Consultation;
  readonly mediations: Mediation;
  readonly fieldChecks: FieldCheck;
  readonly emergencies: Emergency;
  readonly failedVerifications: FailedVerification;
  readonly appeals: Appeal;
  readonly transfers: Transfer;
  readonly privateNotes: PrivateNote;
  readonly handOvers: HandOver;
  readonly redactionRequests: RedactionRequest;
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
  failedVerifications: [],
  appeals: [],
  transfers: [],
  privateNotes: [],
  handOvers: [],
  redactionRequests: [],
};
