import type { NotificationKind } from '../../notification/domain/notification.ts';

/** DISABLED after too many failures in a row, or by hand. */
export const WEBHOOK_STATES = ['ACTIVE', 'DISABLED'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** A secret that signs; the one before it goes on signing beside it until `until`. */
export type KeptSecret = { readonly sealed: string; readonly since: Date; readonly until: Date | null };

/** Where an organization's own system wants to be called. */
export type Webhook = {
  readonly organization: string;
  readonly jurisdiction: string;
  /** All divisions above the organization, highest first: whose administrators may look after it. */
  readonly areas: readonly string[];
  /** The desk whose notifications it is called for. */
  readonly desks: readonly string[];
  readonly url: string;
  /** Null for all kinds. */
  readonly kinds: readonly NotificationKind[] | null;
  readonly secrets: readonly KeptSecret[];
  readonly state: WebhookState;
  readonly disabledReason: string | null;
  /** Tries that failed since the last that went well, and since when. */
  readonly failures: number;
  readonly failingSince: Date | null;
  readonly registeredAt: Date;
};

/** How long a receiver has to take up a new secret. */
const OVERLAP_MS = 24 * 3_600_000;

/** The secrets after a change: the newest goes on beside the new one for a day, older ones end. */
export function afterRotation(secrets: readonly KeptSecret[], sealed: string, now: Date): readonly KeptSecret[] {
  const [newest] = secrets;
  const until = new Date(now.getTime() + OVERLAP_MS);
  return [{ sealed, since: now, until: null }, ...(newest ? [{ ...newest, until }] : [])];
}

/** Those that sign now, the newest first. */
export const signingSecrets = ({ secrets }: Webhook, now: Date): readonly KeptSecret[] =>
  secrets.filter(({ until }) => until === null || until > now);
