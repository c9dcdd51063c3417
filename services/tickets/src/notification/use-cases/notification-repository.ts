import type { PageRequest, Scope } from '@gridlink/subgraph-kit';
import type { Notification, NotificationKind } from '../domain/notification.ts';

/** Whose eyes a list is read with: the desks of the place worked in, and what the account has taken note of. */
export type Reader = {
  readonly scope: Scope;
  readonly desks: readonly string[];
  readonly subject: string;
  /** Everything up to here is read. */
  readonly readUntil: Date | null;
};

export type NotificationRow = Notification & { readonly read: boolean };

export type NotificationFilter = {
  readonly unreadOnly: boolean;
  /** Null for all kinds. */
  readonly kinds: readonly NotificationKind[] | null;
};

export type NotificationRepository = {
  /** Writes what is not there yet; those that were, stay as they are. */
  add(notifications: readonly Notification[], expiresAt: Date): Promise<void>;
  /** Newest first, one row more than the page wants when there is one. */
  list(reader: Reader, filter: NotificationFilter, page: PageRequest): Promise<readonly NotificationRow[]>;
  /** One of the reader's desks; null for another's and for one there is not. */
  find(reader: Reader, id: string): Promise<NotificationRow | null>;
  /** How many are unread, at most `most`. */
  countUnread(reader: Reader, kinds: readonly NotificationKind[] | null, most: number): Promise<number>;
  /** The account has read these. */
  markRead(reader: Reader, ids: readonly string[]): Promise<void>;
  /** The account has read all that were written after `from`, up to `until`. */
  markAllRead(reader: Reader, stretch: { readonly from: Date; readonly until: Date }): Promise<void>;
  /** When the oldest that the account has not read was written, of those up to `until`; null when all are read. */
  oldestUnread(reader: Reader, until: Date): Promise<Date | null>;
};
