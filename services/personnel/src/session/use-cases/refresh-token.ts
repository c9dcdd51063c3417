import { createHash, randomBytes } from 'node:crypto';

const HANDLE_BYTES = 16;
const SECRET_BYTES = 32;

export type RefreshToken = { readonly handle: string; readonly secretHash: string };

/** Secrets have 256 random bits, so a plain hash keeps them. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export const newHandle = (): string => randomBytes(HANDLE_BYTES).toString('base64url');

/** A fresh refresh token of a session: `<handle>.<secret>`. */
export function newRefreshToken(handle: string): RefreshToken & { readonly token: string } {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { handle, secretHash: hashSecret(secret), token: `${handle}.${secret}` };
}

/** The halves of a presented token, or undefined for what never was one. */
export function readRefreshToken(token: string): RefreshToken | undefined {
  const match = /^([\w-]{22})\.([\w-]{43})$/.exec(token);
  return match?.[1] && match[2] ? { handle: match[1], secretHash: hashSecret(match[2]) } : undefined;
}
