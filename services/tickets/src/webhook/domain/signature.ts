import { createHmac } from 'node:crypto';

/** Secrets begin with this, so that they are known when they are found where they should not be. */
export const SECRET_PREFIX = 'whsec_';

/** The headers of a signed message, as Standard Webhooks names them. */
export type SignedHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');

/**
 * Signs by Standard Webhooks 1.0 (https://www.standardwebhooks.com): HMAC-SHA256 of `<id>.<seconds>.<body>`, base64, one signature a secret,
 * so that a receiver goes on verifying while a secret is changed. @param secrets the newest first
 */
export function signed(message: { readonly id: string; readonly body: string }, at: Date, secrets: readonly string[]) {
  const seconds = String(Math.floor(at.getTime() / 1_000));
  const content = `${message.id}.${seconds}.${message.body}`;
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(content).digest('base64')}`,
  );
  const headers: SignedHeaders = {
    'webhook-id': message.id,
    'webhook-timestamp': seconds,
    'webhook-signature': signatures.join(' '),
  };
  return headers;
}
