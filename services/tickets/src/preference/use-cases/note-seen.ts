import type { AccountRecord } from '../domain/preferences.ts';
import type { AccountRecords, Workplace } from './account-records.ts';

const DAY_MS = 86_400_000;

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((desk) => other.includes(desk));

/** Keeps where an account works, for its mail: written when it has moved, or once a day. */
export async function noteSeen(
  accounts: Pick<AccountRecords, 'noteSeen'>,
  record: AccountRecord,
  { place, now }: { readonly place: Workplace; readonly now: Date },
): Promise<void> {
  const { mail, jurisdiction, desks, seenAt } = record;
  const isFresh = seenAt !== null && now.getTime() - seenAt.getTime() < DAY_MS;
  if (mail === null || (isFresh && jurisdiction === place.jurisdiction && isSame(desks, place.desks))) return;
  await accounts.noteSeen(record.subject, place, now);
}
