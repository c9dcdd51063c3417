import type { Caller } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { DeliveryRepository } from '../../delivery/use-cases/delivery-repository.ts';
import type { NotificationKind } from '../../notification/domain/notification.ts';
import type { TextSeal } from '../../reporter/text-seal.ts';
import { isOnItsWay } from '../domain/confirmation.ts';
import { confirmationDelivery } from '../domain/confirmation-delivery.ts';
import { type AccountRecord, ALWAYS_ON, type Mailbox } from '../domain/preferences.ts';
import { type ClockSpan, isClock } from '../domain/quiet-hours.ts';
import type { MailCodes } from '../mail-codes.ts';
import type { AccountRecords } from './account-records.ts';

/** What an installation's mail may go to; null where it sends none. */
export type MailPolicy = { readonly domains: readonly string[] } | null;

export type PreferenceDeps = {
  readonly accounts: AccountRecords;
  readonly deliveries: Pick<DeliveryRepository, 'add'>;
  readonly keptUntil: (now: Date) => Date;
  readonly textSeal: TextSeal;
  readonly mailCodes: MailCodes;
  readonly mailPolicy: MailPolicy;
};

export type MailRequest = {
  readonly address: string;
  readonly off: readonly NotificationKind[];
  /** Null for the jurisdiction's own. */
  readonly quietHours: ClockSpan | null;
  readonly atAnyHour: boolean;
  readonly digestAt: string | null;
};

export type PreferenceRequest = {
  readonly inAppOff: readonly NotificationKind[];
  readonly mail: MailRequest | null;
};

export type PreferenceProblem =
  | 'KIND_ALWAYS_ON'
  | 'MAIL_KIND_ALWAYS_ON'
  | 'MAIL_NOT_OFFERED'
  | 'MAIL_FOR_PEOPLE_ONLY'
  | 'ADDRESS_INVALID'
  | 'ADDRESS_OUTSIDE'
  | 'QUIET_HOURS_INVALID'
  | 'QUIET_HOURS_EMPTY'
  | 'QUIET_HOURS_AND_ANY_HOUR'
  | 'DIGEST_TIME_INVALID'
  | 'CODE_JUST_SENT';

const LONGEST_ADDRESS = 254;
/** One part before the sign and a host name after it: what staff mailboxes look like, and nothing that could become a second header. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63})$/;

/** What an address is sealed for. */
export const addressOf = (subject: string): string => `mail:${subject}`;

const hasAlwaysOn = (off: readonly NotificationKind[]): boolean => off.some((kind) => ALWAYS_ON.includes(kind));

function addressProblem(address: string, domains: readonly string[]): PreferenceProblem | null {
  const host = address.length > LONGEST_ADDRESS ? undefined : ADDRESS.exec(address)?.[1]?.toLowerCase();
  if (host === undefined) return 'ADDRESS_INVALID';
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`)) ? null : 'ADDRESS_OUTSIDE';
}

function hoursProblem({ quietHours, atAnyHour, digestAt }: MailRequest): PreferenceProblem | null {
  if (quietHours !== null && atAnyHour) return 'QUIET_HOURS_AND_ANY_HOUR';
  if (quietHours !== null && !(isClock(quietHours.from) && isClock(quietHours.to))) return 'QUIET_HOURS_INVALID';
  if (quietHours !== null && quietHours.from === quietHours.to) return 'QUIET_HOURS_EMPTY';
  return digestAt === null || isClock(digestAt) ? null : 'DIGEST_TIME_INVALID';
}

function problemOf({ inAppOff, mail }: PreferenceRequest, caller: Caller, policy: MailPolicy) {
  if (hasAlwaysOn(inAppOff)) return 'KIND_ALWAYS_ON';
  if (mail === null) return null;
  if (policy === null) return 'MAIL_NOT_OFFERED';
  if (caller.kind !== 'PERSON') return 'MAIL_FOR_PEOPLE_ONLY';
  if (hasAlwaysOn(mail.off)) return 'MAIL_KIND_ALWAYS_ON';
  return addressProblem(mail.address, policy.domains) ?? hoursProblem(mail);
}

type Asking = { readonly caller: Caller; readonly pack: Pack; readonly now: Date };

type Proof = Pick<Mailbox, 'confirmedAt' | 'confirmation'>;

/** The mailbox as it was proven before, where it is the same, or as it waits for a code that is to be sent; null where none may be sent yet. */
function proofOf(
  { textSeal }: Pick<PreferenceDeps, 'textSeal'>,
  { subject, mail: before, codeSentAt }: AccountRecord,
  { address, now }: { readonly address: string; readonly now: Date },
): Proof | null {
  const isOut = codeSentAt !== null && isOnItsWay(codeSentAt, now);
  const isSame = before !== null && textSeal.open(addressOf(subject), before.sealedAddress) === address;
  if (isSame && (before.confirmedAt !== null || isOut)) return before;
  return isOut ? null : { confirmedAt: null, confirmation: { issuedAt: now, tries: 0 } };
}

function mailboxOf(
  { textSeal }: PreferenceDeps,
  { address, off, quietHours, atAnyHour, digestAt }: MailRequest,
  { caller, pack, confirmedAt, confirmation }: Asking & Proof,
): Mailbox {
  return {
    sealedAddress: textSeal.seal(addressOf(caller.subject), address),
    confirmedAt,
    confirmation,
    off: [...new Set(off)],
    quietHours: atAnyHour ? null : (quietHours ?? pack.loop.notifications.quietHours),
    digestAt,
  };
}

/** Sets what the caller wants to hear and how; what is refused changes nothing. A new mailbox is sent a code first, and nothing else. */
export async function setPreferences(
  deps: PreferenceDeps,
  asking: Asking,
  request: PreferenceRequest,
): Promise<
  | { readonly kind: 'DONE'; readonly wishes: Pick<AccountRecord, 'inAppOff' | 'mail'> }
  | { readonly kind: 'REFUSED'; readonly problem: PreferenceProblem }
> {
  const { caller, now } = asking;
  const problem = problemOf(request, caller, deps.mailPolicy);
  if (problem !== null) return { kind: 'REFUSED', problem };
  const record = await deps.accounts.find(caller.subject);
  const { mail: wished } = request;
  const proof = wished === null ? null : proofOf(deps, record, { address: wished.address, now });
  if (wished !== null && proof === null) return { kind: 'REFUSED', problem: 'CODE_JUST_SENT' };
  const mail = wished === null || proof === null ? null : mailboxOf(deps, wished, { ...asking, ...proof });
  const codeSentAt = mail?.confirmation?.issuedAt ?? record.codeSentAt;
  const wishes = { inAppOff: [...new Set(request.inAppOff)], mail };
  await deps.accounts.setWishes(caller.subject, { ...wishes, codeSentAt });
  // One that is on its way already is the same delivery.
  if (mail?.confirmation) {
    const letter = confirmationDelivery(caller.subject, mail.confirmation, now);
    await deps.deliveries.add([letter], deps.keptUntil(now));
  }
  return { kind: 'DONE', wishes };
}
