import type { NotificationKind } from '../../notification/domain/notification.ts';
import type { Confirmation } from './confirmation.ts';
import type { ClockSpan } from './quiet-hours.ts';

/** How an account wants its mail. */
export type MailWishes = {
  /** Kinds it is not sent. */
  readonly off: readonly NotificationKind[];
  /** When it is left in peace; null for never. */
  readonly quietHours: ClockSpan | null;
  /** Time of day at which everything that is not urgent comes in one mail; null for each at once. */
  readonly digestAt: string | null;
};

/** An account's mailbox; nothing but a code is sent there until it is confirmed. */
export type Mailbox = MailWishes & {
  readonly sealedAddress: string;
  readonly confirmedAt: Date | null;
  /** The code that was sent last; null once it was the right one. */
  readonly confirmation: Confirmation | null;
};

/** What an account wants to hear, and what it has read. */
export type AccountRecord = {
  readonly subject: string;
  readonly readUntil: Date | null;
  /** Kinds its lists leave out unless they are asked for. */
  readonly inAppOff: readonly NotificationKind[];
  /** Null without mail. */
  readonly mail: Mailbox | null;
  /** When a code was last sent for it, to whatever mailbox. */
  readonly codeSentAt: Date | null;
  /** Where the account worked when it was last seen here, and when that was. */
  readonly jurisdiction: string | null;
  readonly desks: readonly string[];
  readonly seenAt: Date | null;
};

export const blankRecord = (subject: string): AccountRecord => ({
  subject,
  readUntil: null,
  inAppOff: [],
  mail: null,
  codeSentAt: null,
  jurisdiction: null,
  desks: [],
  seenAt: null,
});

/** An alarm is heard by everybody whom it is for. */
export const ALWAYS_ON: readonly NotificationKind[] = ['EMERGENCY'];
