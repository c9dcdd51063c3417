import type { TicketVerb } from '@gridlink/contracts';
import type { DeliberationVerb } from '../../deliberation/domain/announcement.ts';
import type { SuggestionVerb } from '../../suggestion/domain/announcement.ts';

/** What a notification is about, as people choose what they want to hear. */
export const NOTIFICATION_KINDS = [
  'WORK',
  'PROGRESS',
  'DEADLINE',
  'SUPERVISION',
  'APPEAL',
  'EMERGENCY',
  'OUTCOME',
  'SERVICE',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What happens to suggestions and deliberations, told apart from what happens to tickets. */
export type ParticipationEvent = `suggestion-${SuggestionVerb}` | `deliberation-${DeliberationVerb}`;

/** What can be told: whatever happens to a ticket, a suggestion or a deliberation, and what the platform itself has to say. */
export type NotifiedEvent = TicketVerb | ParticipationEvent | 'webhook-disabled';

/** Something by its id and number. */
export type Numbered = { readonly id: string; readonly code: string };

/** One thing that one desk was told of. No names, no contacts, no words of a reporter. */
export type Notification = {
  /** Event and desk: the same again is the same notification. */
  readonly id: string;
  readonly jurisdiction: string;
  /** Division, 12 digits, of what it is about. */
  readonly division: string;
  readonly kind: NotificationKind;
  readonly verb: NotifiedEvent;
  /** Null for what is about no ticket. */
  readonly ticketId: string | null;
  readonly ticketCode: string | null;
  /** There only for what is about one. */
  readonly suggestion?: Numbered;
  readonly deliberation?: Numbered;
  /** Organization the event names: who returned, who is late. */
  readonly about: string | null;
  readonly dueAt: Date | null;
  readonly organization: string | null;
  readonly gridId: string | null;
  /** Desks' tokens it is found under. */
  readonly desks: readonly string[];
  /** Mailed at any hour. */
  readonly urgent: boolean;
  /** When it happened, and when it was written here. */
  readonly happenedAt: Date;
  readonly at: Date;
};

/** Number of what it is about; null for what the platform itself says. */
export const codeOf = ({
  ticketCode,
  suggestion,
  deliberation,
}: Pick<Notification, 'ticketCode' | 'suggestion' | 'deliberation'>): string | null =>
  ticketCode ?? suggestion?.code ?? deliberation?.code ?? null;
