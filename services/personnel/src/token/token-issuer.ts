import type { Caller } from '@gridlink/contracts';
import { importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';

export const TOKEN_AUDIENCE = 'gridlink';
export const ACCESS_TOKEN_SECONDS = 600;

export type AccessToken = { readonly accessToken: string; readonly expiresAt: Date };
export type IssueToken = (caller: Caller, now: Date) => Promise<AccessToken>;

const ALGORITHM = 'EdDSA';

/** Signs short-lived access tokens: who the caller is, for the gateway to check against the published keys. */
export function createTokenIssuer(currentKey: () => JWK, issuer: string): IssueToken {
  const signing = followedKey(currentKey);
  return async (caller, now) => {
    const { key, header } = await signing();
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

/** The key as it can be signed with, made again when another has taken its place. */
function followedKey(currentKey: () => JWK) {
  let from: JWK | undefined;
  let imported: ReturnType<typeof importJWK>;
  return async () => {
    const jwk = currentKey();
    if (jwk !== from) {
      from = jwk;
      imported = importJWK(jwk, ALGORITHM);
    }
    return { key: await imported, header: { alg: ALGORITHM, kid: jwk.kid ?? '', typ: 'JWT' } };
  };
}

/** The public half of the signing key and of those it replaced, as served at /.well-known/jwks.json. */
export function publishedKeys(privateJwk: JWK, previous: Pick<JSONWebKeySet, 'keys'> | undefined): JSONWebKeySet {
  const { d: _, ...publicJwk } = privateJwk;
  const current = { ...publicJwk, alg: ALGORITHM, use: 'sig' };
  const replaced = (previous?.keys ?? []).filter(({ kid }) => kid !== privateJwk.kid);
  return { keys: [current, ...replaced.map(({ d: _d, ...key }) => ({ ...key, use: 'sig' }))] };
}
