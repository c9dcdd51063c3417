import { isValid, MOST_TRIES } from '../domain/confirmation.ts';
import type { AccountRecord } from '../domain/preferences.ts';
import { addressOf, type PreferenceDeps } from './set-preferences.ts';

export type ConfirmationProblem = 'NO_ADDRESS' | 'CODE_EXPIRED' | 'CODE_TRIED_TOO_OFTEN' | 'CODE_WRONG';

type Confirmed =
  | { readonly kind: 'DONE'; readonly wishes: Pick<AccountRecord, 'inAppOff' | 'mail'> }
  | { readonly kind: 'REFUSED'; readonly problem: ConfirmationProblem };

const refused = (problem: ConfirmationProblem): Confirmed => ({ kind: 'REFUSED', problem });

/** The account proves that the mailbox is its own by the code that was sent there; what is confirmed stays so. */
export async function confirmMailAddress(
  { accounts, textSeal, mailCodes }: Pick<PreferenceDeps, 'accounts' | 'textSeal' | 'mailCodes'>,
  { subject, code, now }: { readonly subject: string; readonly code: string; readonly now: Date },
): Promise<Confirmed> {
  const record = await accounts.find(subject);
  const { mail, inAppOff } = record;
  if (mail === null) return refused('NO_ADDRESS');
  if (mail.confirmedAt !== null) return { kind: 'DONE', wishes: record };
  const { confirmation } = mail;
  if (confirmation === null || !isValid(confirmation, now)) return refused('CODE_EXPIRED');
  const { issuedAt } = confirmation;
  // Counted before it is looked at, so that many guesses at once are no more than the same one after the other.
  if (!(await accounts.spendTry(subject, issuedAt, MOST_TRIES))) return refused('CODE_TRIED_TOO_OFTEN');
  const address = textSeal.open(addressOf(subject), mail.sealedAddress);
  if (!mailCodes.matches(code, { subject, address, issuedAt })) return refused('CODE_WRONG');
  await accounts.confirmAddress(subject, issuedAt, now);
  return { kind: 'DONE', wishes: { inAppOff, mail: { ...mail, confirmedAt: now, confirmation: null } } };
}
