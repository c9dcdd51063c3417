import type { Caller } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { NotificationKind } from '../../notification/domain/notification.ts';
import type { TextSeal } from '../../reporter/text-seal.ts';
import { type AccountRecord, ALWAYS_ON } from '../domain/preferences.ts';
import { type ClockSpan, isClock } from '../domain/quiet-hours.ts';
import type { AccountRecords } from './account-records.ts';

/** What an installation's mail may go to; null where it sends none. */
export type MailPolicy = { readonly domains: readonly string[] } | null;

export type PreferenceDeps = {
  readonly accounts: AccountRecords;
  readonly textSeal: TextSeal;
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
  | 'DIGEST_TIME_INVALID';

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

/** Sets what the caller wants to hear and how; what is refused changes nothing. */
export async function setPreferences(
  { accounts, textSeal, mailPolicy }: PreferenceDeps,
  { caller, pack }: { readonly caller: Caller; readonly pack: Pack },
  request: PreferenceRequest,
): Promise<
  | { readonly kind: 'DONE'; readonly wishes: Pick<AccountRecord, 'inAppOff' | 'mail'> }
  | { readonly kind: 'REFUSED'; readonly problem: PreferenceProblem }
> {
  const problem = problemOf(request, caller, mailPolicy);
  if (problem !== null) return { kind: 'REFUSED', problem };
  const { inAppOff, mail } = request;
  const wishes = {
    inAppOff: [...new Set(inAppOff)],
    mail:
      mail === null
        ? null
        : {
            sealedAddress: textSeal.seal(addressOf(caller.subject), mail.address),
            off: [...new Set(mail.off)],
            quietHours: mail.atAnyHour ? null : (mail.quietHours ?? pack.loop.notifications.quietHours),
            digestAt: mail.digestAt,
          },
  };
  await accounts.setWishes(caller.subject, wishes);
  return { kind: 'DONE', wishes };
}
