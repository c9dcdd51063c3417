import type { Severity, TicketStage } from '@gridlink/contracts';
import type { Seals } from '@gridlink/dossier';
import type { Limit } from '@gridlink/jurisdiction';
import type { Suspension } from '../../clock/index.ts';
import type { ExceptionUsed } from '../../exception/domain/list-exception.ts';
import type { AppliedPlan } from '../../mode-plan/domain/note-plan.ts';
import type { Condition } from '../../standard/domain/standard.ts';
import type { CommandName } from './commands.ts';
import type { LimitRule } from './limit-rule.ts';
import type { PartLists } from './parts.ts';
import type {
  AssignmentPart,
  AssignmentState,
  DeadlineKind,
  EvidenceFlag,
  EvidenceMoment,
  EvidenceView,
  ReportChannel,
  SupervisionState,
  TicketSource,
} from './vocabulary.ts';

export type Evidence = {
  readonly name: string;
  /** Where it lies; `evidence:<id>` for a file of the platform's own. */
  readonly uri: string;
  readonly sha256: string | null;
  readonly moment?: EvidenceMoment;
  readonly view?: EvidenceView;
  /** Of a file of the platform's own, as it was when it became evidence. */
  readonly kept?: KeptFile;
};

/** When and where something was taken, as far as somebody says so. */
export type Whereabouts = { readonly takenAt: Date | null; readonly point: Point | null };

export type KeptFile = {
  readonly id: string;
  readonly type: string;
  readonly size: number;
  /** By the device that handed it in, and by the file itself. */
  readonly claimed: Whereabouts;
  readonly recorded: Whereabouts;
  readonly flags: readonly EvidenceFlag[];
  /** Tickets with a picture that looks the same, the likest first; absent where there is none. */
  readonly alike?: readonly AlikeFile[];
};

/** A ticket of this number has a picture that differs in so many of 144 bits of how it looks. */
export type AlikeFile = { readonly ticket: string; readonly difference: number };

/** GCJ-02 degrees. */
export type Point = { readonly longitude: number; readonly latitude: number };

export type Place = { readonly address: string | null; readonly point: Point | null };

/** Who reported; the contact is sealed, only its masked form is in the clear. */
export type Reporter = {
  readonly anonymous: boolean;
  readonly subject: string;
  readonly organization: string | null;
  readonly maskedName: string | null;
  readonly maskedPhone: string | null;
  /** Ciphertext of name and phone, null when there is nothing to contact. */
  readonly sealedContact: string | null;
};

/** One thing given to one unit, or to the staff of the ticket's grid. */
export type Assignment = {
  readonly id: string;
  readonly round: number;
  /** Organization code; for grid staff that of their committee or town. */
  readonly unit: string;
  /** Set when the grid's staff handle it themselves. */
  readonly gridId: string | null;
  readonly part: AssignmentPart;
  readonly state: AssignmentState;
  readonly instruction: string;
  readonly limit: Limit;
  readonly offeredAt: Date;
  readonly reportedInAt: Date | null;
  readonly endedAt: Date | null;
  readonly result: string | null;
  readonly reason: string | null;
  readonly evidence: readonly Evidence[];
  readonly milestones: readonly Milestone[];
  /** Consultation or joint case that gave it: it cannot be handed back. */
  readonly boundBy: string | null;
  /** The signed exception from the item list it was given under. */
  readonly exception?: ExceptionUsed | null;
};

/** A step inside an assignment with a limit of its own (B02). */
export type Milestone = {
  readonly id: string;
  readonly title: string;
  readonly limit: Limit;
  readonly doneAt: Date | null;
  readonly words: string | null;
  readonly evidence: readonly Evidence[];
};

/** One waiting with its clock. A deadline is over when it is stopped; late ones stay on record. */
export type Deadline = {
  readonly id: string;
  readonly kind: DeadlineKind;
  /** Organization that answers for it. */
  readonly unit: string;
  /** Assignment, milestone, supervision order or late deadline it belongs to; null for the ticket's own. */
  readonly about: string | null;
  readonly limit: Limit;
  /** The row of the pack that gave the limit; null where a person set it, absent on clocks from before it was kept. */
  readonly rule?: LimitRule | null;
  readonly startedAt: Date;
  readonly suspensions: readonly Suspension[];
  readonly remindAt: Date | null;
  readonly dueAt: Date | null;
  readonly remindedAt: Date | null;
  readonly lateAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly explanation: string | null;
  /** True while the year's holidays are not announced. */
  readonly provisional: boolean;
  /** The plan of a mode that gave the limit; absent where none did. */
  readonly plan?: AppliedPlan;
};

export type Supervision = {
  readonly id: string;
  readonly state: SupervisionState;
  readonly target: string;
  readonly orderedBy: string;
  /** Division whose center ordered it; it and those above settle it. */
  readonly division: string;
  readonly reason: string;
  readonly orderedAt: Date;
  readonly answer: string | null;
  readonly outcome: string | null;
  readonly endedAt: Date | null;
};

export type Referral = {
  readonly at: Date;
  readonly to: string;
  readonly about: string;
  readonly reason: string;
  /** Hash of the timeline's last entry before the referral: it seals the dossier. */
  readonly dossierHash: string;
};

export type EntryActor = {
  readonly subject: string;
  readonly role: string;
  readonly organization: string | null;
  readonly person: string | null;
};

/** A JSON value that a timeline entry's facts may hold. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact };

/** One step: who, role, unit, instant made, instant arrived, reason, evidence, chained to the one before. */
export type TimelineEntry = {
  readonly sequence: number;
  readonly command: CommandName;
  readonly at: Date;
  readonly arrivedAt: Date;
  readonly actor: EntryActor;
  readonly stageBefore: TicketStage | null;
  readonly stageAfter: TicketStage;
  readonly reason: string | null;
  readonly words: string | null;
  readonly evidence: readonly Evidence[];
  /** Not for the reporter, nor for whoever only sees the ticket. */
  readonly private: boolean;
  readonly facts: { readonly [key: string]: Fact };
  /** A digest of the sender's key (`keyMark`); entries of earlier versions hold the key itself. */
  readonly idempotencyKey: string | null;
  /** Missing on entries from before there were seals: the chain holds their texts themselves. */
  readonly seals?: Seals;
  readonly hash: string;
};

/** What a ticket came of, where that is a suggestion that was adopted or a resolution that was passed. */
export type TicketOrigin = {
  readonly kind: 'SUGGESTION' | 'RESOLUTION';
  /** The suggestion, or the deliberation. */
  readonly id: string;
  readonly code: string;
  /** Item of the agenda and the action of its resolution: `i2.1`; null for a suggestion. */
  readonly part: string | null;
};

export type TicketState = PartLists & {
  readonly id: string;
  readonly code: string;
  readonly jurisdiction: string;
  /** 12 digits; the grid's once it is located. */
  readonly division: string;
  /** All divisions above, highest first, `division` included. */
  readonly areas: readonly string[];
  readonly gridId: string | null;
  readonly gridCode: string | null;
  readonly source: TicketSource;
  readonly channel: ReportChannel | null;
  readonly title: string;
  readonly text: string;
  /** Makes the chain's digest of title and text, as reported or as a redaction left them; null on tickets from before there were seals. */
  readonly contentSalt: string | null;
  readonly place: Place;
  readonly topic: string | null;
  readonly item: TicketItem | null;
  readonly condition: TicketCondition | null;
  readonly severity: Severity;
  readonly stage: TicketStage;
  readonly round: number;
  /** Organization code of the center that holds it. */
  readonly holder: string;
  readonly reporter: Reporter;
  readonly assignments: readonly Assignment[];
  readonly deadlines: readonly Deadline[];
  readonly supervisions: readonly Supervision[];
  readonly referrals: readonly Referral[];
  /** Number of the ticket this one was merged into. */
  readonly mergedInto: string | null;
  /** Route a dispute was guided to when mediation had failed; a code of the pack. */
  readonly legalRoute: string | null;
  readonly feedback: string | null;
  readonly falseClosures: number;
  readonly foundAt: Date | null;
  /** Absent where it was simply reported. */
  readonly origin?: TicketOrigin;
  readonly reportedAt: Date;
  readonly closedAt: Date | null;
  readonly timeline: readonly TimelineEntry[];
};

/** The condition a ticket was accepted under, as its version of the standards had it: later versions do not reach it. */
export type TicketCondition = Condition & { readonly standard: string };

/** What the ticket keeps of its list item. */
export type TicketItem = { readonly code: string; readonly id: string | null; readonly title: string };
