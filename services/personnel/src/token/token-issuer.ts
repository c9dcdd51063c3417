import type { Caller } from '@gridlink/contracts';
import { importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';

export const TOKEN_AUDIENCE = 'gridlink';
export const ACCESS_TOKEN_SECONDS = 600;

export type AccessToken = { readonly accessToken: string; readonly expiresAt: Date };
export type IssueToken = (caller: Caller, now: Date) => Promise<AccessToken>;

const ALGORITHM = 'EdDSA';

/** Signs short-lived access tokens: who the caller is, for the gateway to check against the published keys. */
export async function createTokenIssuer(privateJwk: JWK, issuer: string): Promise<IssueToken> {
  const key = await importJWK(privateJwk, ALGORITHM);
  const header = { alg: ALGORITHM, kid: privateJwk.kid ?? '', typ: 'JWT' };
  return async (caller, now) => {
    // To the millisecond: a token issued in the second of a revocation must be told from one issued before it.
    const issuedAt = now.getTime() / 1_000;
    const expires = Math.ceil(issuedAt) + ACCESS_TOKEN_SECONDS;
    const accessToken = await new SignJWT({ caller })
      .setProtectedHeader(header)
      .setIssuer(issuer)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(caller.subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expires)
      .sign(key);
    return { accessToken, expiresAt: new Date(expires * 1_000) };
  };
}

/** The public half of the signing key and of those it replaced, as served at /.well-known/jwks.json. */
export function publishedKeys(privateJwk: JWK, previous: JSONWebKeySet | undefined): JSONWebKeySet {
  const { d: _, ...publicJwk } = privateJwk;
  const current = { ...publicJwk, alg: ALGORITHM, use: 'sig' };
  const replaced = (previous?.keys ?? []).filter(({ kid }) => kid !== privateJwk.kid);
  return { keys: [current, ...replaced.map(({ d: _d, ...key }) => ({ ...key, use: 'sig' }))] };
}
