import type { Webhook } from '../domain/webhook.ts';

/** What may be changed of a webhook once it is there. */
export type WebhookPatch = Partial<
  Pick<Webhook, 'url' | 'kinds' | 'secrets' | 'state' | 'disabledReason' | 'failures' | 'failingSince'>
>;

export type WebhookRepository = {
  /** TAKEN when the organization has one already. */
  insert(webhook: Webhook): Promise<'STORED' | 'TAKEN'>;
  find(organization: string): Promise<Webhook | null>;
  /** Active ones that hear what any of these desks is told. */
  listening(jurisdiction: string, desks: readonly string[]): Promise<readonly Webhook[]>;
  /** False when there is none. */
  change(organization: string, patch: WebhookPatch): Promise<boolean>;
  /** Changes the secrets, unless somebody else changed them first. */
  rotate(before: Webhook, secrets: Webhook['secrets']): Promise<boolean>;
  remove(organization: string): Promise<boolean>;
  noteSuccess(organization: string): Promise<void>;
  /** Counts one more failure; the webhook with it, or null where it is gone. */
  noteFailure(organization: string, now: Date): Promise<Webhook | null>;
};
