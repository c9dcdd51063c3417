import { forbidden } from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import type { NotificationKind } from '../../notification/domain/notification.ts';
import { desksWorkedAt } from '../../notification/use-cases/reader-of.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import { packOf } from '../../ticket/use-cases/deps.ts';
import type { AccountRecord } from '../domain/preferences.ts';
import type { ClockSpan } from '../domain/quiet-hours.ts';
import { confirmMailAddress } from '../use-cases/confirm-mail-address.ts';
import { addressOf, type MailRequest, setPreferences } from '../use-cases/set-preferences.ts';
import { confirmationError } from './confirmation-errors.ts';
import { preferenceError } from './preference-errors.ts';

type MailInput = {
  readonly address: string;
  readonly off?: readonly NotificationKind[] | null;
  readonly quietHours?: ClockSpan | null;
  readonly atAnyHour?: boolean | null;
  readonly digestAt?: string | null;
};
type PreferencesInput = { readonly inAppOff?: readonly NotificationKind[] | null; readonly mail?: MailInput | null };

type Wishes = Pick<AccountRecord, 'inAppOff' | 'mail'>;

/** What is shown of it; the address is opened only when it is asked for. */
const shown = ({ inAppOff, mail }: Wishes) => ({ inAppOff, mail });

const mailRequest = ({ address, off, quietHours, atAnyHour, digestAt }: MailInput): MailRequest => ({
  address,
  off: off ?? [],
  quietHours: quietHours ?? null,
  atAnyHour: atAnyHour ?? false,
  digestAt: digestAt ?? null,
});

export const preferenceQueryResolvers = {
  notificationPreferences: async (_: unknown, __: unknown, { deps, caller }: TicketContext) =>
    shown(await deps.accounts.find(caller.subject)),
};

export const preferenceMutationResolvers = {
  async setNotificationPreferences(_: unknown, { input }: { input: PreferencesInput }, context: TicketContext) {
    const { deps, scope, caller, now } = context;
    if (scope.reach !== 'BOUNDED') throw forbidden();
    const request = { inAppOff: input.inAppOff ?? [], mail: input.mail ? mailRequest(input.mail) : null };
    const asking = { caller, pack: packOf(deps, scope.jurisdiction), now: now() };
    const outcome = await setPreferences(deps, asking, request);
    if (outcome.kind === 'REFUSED') return { preferences: null, userErrors: [preferenceError(outcome.problem)] };
    if (outcome.wishes.mail !== null) {
      const place = { jurisdiction: scope.jurisdiction, desks: desksWorkedAt(scope, actorOf(caller)) };
      await deps.accounts.noteSeen(caller.subject, place, now());
    }
    return { preferences: shown(outcome.wishes), userErrors: [] };
  },

  async confirmMailAddress(_: unknown, { input }: { input: { code: string } }, { deps, caller, now }: TicketContext) {
    const outcome = await confirmMailAddress(deps, { subject: caller.subject, code: input.code, now: now() });
    if (outcome.kind === 'REFUSED') return { preferences: null, userErrors: [confirmationError(outcome.problem)] };
    return { preferences: shown(outcome.wishes), userErrors: [] };
  },
};

export const mailPreferencesResolvers = {
  address: ({ sealedAddress }: NonNullable<AccountRecord['mail']>, _: unknown, { deps, caller }: TicketContext) =>
    deps.textSeal.open(addressOf(caller.subject), sealedAddress),
  confirmed: ({ confirmedAt }: NonNullable<AccountRecord['mail']>) => confirmedAt !== null,
};
