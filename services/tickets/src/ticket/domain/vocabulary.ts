/** Where a matter came from (ZZ24, JS29, NB19). */
export const TICKET_SOURCES = ['PATROL', 'PUBLIC_CHANNEL', 'DEPARTMENT', 'SUPERIOR', 'HOST_UNIT', 'OTHER'] as const;
export type TicketSource = (typeof TICKET_SOURCES)[number];

/** Kinds of public channel. */
export const REPORT_CHANNELS = ['HOTLINE', 'APP', 'WECHAT', 'MEDIA', 'WINDOW', 'WEB'] as const;
export type ReportChannel = (typeof REPORT_CHANNELS)[number];

export type AssignmentPart = 'LEAD' | 'ASSIST';

/** OFFERED → WORKING → DONE, or one of the ways out. */
export type AssignmentState = 'OFFERED' | 'WORKING' | 'DONE' | 'RETURNED' | 'REFUSED' | 'REVOKED';

export const DEADLINE_KINDS = [
  'ACCEPT',
  'FIELD_CHECK',
  'DISPATCH',
  'OWNER',
  'REPORT_IN',
  'HANDLE',
  'MILESTONE',
  'EXPLAIN',
  'FEED_BACK',
  'VERIFY',
  'SUPERVISE',
  'APPEAL',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** LIFTED: an appeal against the order was upheld while it stood. */
export type SupervisionState = 'OPEN' | 'ANSWERED' | 'SETTLED' | 'FAILED' | 'LIFTED';

export type TimeRequestKind = 'EXTENSION' | 'SUSPENSION';

/** LAPSED: the work ended before anybody decided. */
export type TimeRequestState = 'OPEN' | 'GRANTED' | 'DENIED' | 'LAPSED';

/** What a unit says of its part in a consultation. */
export type OpinionPosition = 'LEAD' | 'ASSIST' | 'NOT_OURS' | 'COMMENT';

/** What is contested: a warning to a unit, or that a report was not accepted. */
export type AppealKind = 'LATENESS' | 'FALSE_CLOSURE' | 'FAILED_VERIFICATION' | 'SUPERVISION' | 'DECLINE';

/** REVIEWED: decided once, and may be taken further until `furtherUntil`. */
export type AppealState = 'FIRST_REVIEW' | 'REVIEWED' | 'FINAL_REVIEW' | 'FINAL';

export type AppealOutcome = 'UPHELD' | 'REJECTED' | 'PARTLY';

/** What a photo shows: the matter before work on it, or after. */
export type EvidenceMoment = 'BEFORE' | 'AFTER';

/** From close by, or with its surroundings. */
export type EvidenceView = 'NEAR' | 'FAR';

/** Why a file is doubtful as evidence. */
export type EvidenceFlag = 'FAR_FROM_PLACE' | 'TAKEN_TOO_EARLY' | 'CLAIMS_DIFFER' | 'REUSED' | 'ALIKE';

/** What becomes of a matter offered to another jurisdiction. LAPSED: the sender went on with it before it was answered. */
export type TransferState = 'OFFERED' | 'TAKEN_OVER' | 'NOT_TAKEN_OVER' | 'LAPSED';

/** What becomes of what another jurisdiction is asked to redact. ACCEPTED: answered so, and still to be done there. */
export type RedactionRequestState = 'OPEN' | 'ACCEPTED' | 'DONE' | 'DECLINED';

/** From the ticket's point of view: handed to another jurisdiction, or come from one. */
export type TransferDirection = 'OUT' | 'IN';

export type FieldFinding = 'CONFIRMED' | 'NOT_FOUND' | 'DIFFERENT';
