import type { AccountRecords } from '../../preference/use-cases/account-records.ts';
import type { NotificationRepository, Reader } from './notification-repository.ts';

export type MarkRequest = { readonly ids: readonly string[]; readonly until: Date | null };

type MarkDeps = { readonly notifications: NotificationRepository; readonly accounts: Pick<AccountRecords, 'advance'> };

/** A notification is written a moment after the instant it bears: younger ones are marked one by one, so that none is passed over. */
const SETTLED_AFTER_MS = 60_000;

const later = (one: Date | null, other: Date): Date => (one !== null && one > other ? one : other);

/**
 * Marks some, or all up to an instant. The mark up to which everything is read moves on behind them, so that the unread are always
 * counted from there and not from the beginning.
 */
export async function markRead(
  { notifications, accounts }: MarkDeps,
  reader: Reader,
  { ids, until, now }: MarkRequest & { readonly now: Date },
): Promise<Reader> {
  const settled = new Date(now.getTime() - SETTLED_AFTER_MS);
  if (ids.length > 0) await notifications.markRead(reader, ids);
  if (until !== null) await notifications.markAllRead(reader, { from: earlier(until, settled), until });
  const before = until === null ? reader.readUntil : later(reader.readUntil, earlier(until, settled));
  const oldest = await notifications.oldestUnread({ ...reader, readUntil: before }, settled);
  const readUntil = oldest === null ? later(before, settled) : later(before, new Date(oldest.getTime() - 1));
  await accounts.advance(reader.subject, readUntil);
  return { ...reader, readUntil };
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
