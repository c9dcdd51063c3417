import { createHash, randomUUID } from 'node:crypto';
import { type Caller, callerSchema } from '@gridlink/contracts';
import { createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';

/** How long an assertion is good for, seconds; long enough for a slow plan, too short to be of use to a thief. */
const LIFETIME_SECONDS = 30;
const CLOCK_TOLERANCE_SECONDS = 5;
const ISSUER = 'gridlink-gateway';

const digest = (body: string | Buffer): string => createHash('sha256').update(body).digest('base64url');

export type AssertionSigner = (assertion: {
  audience: string;
  caller: Caller;
  body: string | Buffer;
}) => Promise<string>;

/** Signs who is asking, for one subgraph and one request body. The key is the gateway's Ed25519 private key (JWK with kid). */
export async function createAssertionSigner(privateJwk: JWK): Promise<AssertionSigner> {
  const key = await importJWK(privateJwk, 'EdDSA');
  const header = { alg: 'EdDSA', kid: privateJwk.kid ?? '' };
  return ({ audience, caller, body }) =>
    new SignJWT({ caller, body: digest(body) })
      .setProtectedHeader(header)
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .setJti(randomUUID())
      .sign(key);
}

/** Resolves to the caller, or to the reason of the refusal. */
export type AssertionVerifier = (
  assertion: string | undefined,
  body: string | Buffer,
) => Promise<{ readonly caller: Caller } | { readonly refused: string }>;

/** Checks signature, audience, age, body and that the assertion has not been used before. */
export function createAssertionVerifier(keys: JSONWebKeySet, audience: string): AssertionVerifier {
  const keySet = createLocalJWKSet(keys);
  const used = createNonceMemory(LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS);
  return async (assertion, body) => {
    if (assertion === undefined || assertion === '') return { refused: 'no gateway identity' };
    try {
      const { payload } = await jwtVerify(assertion, keySet, {
        issuer: ISSUER,
        audience,
        algorithms: ['EdDSA'],
        maxTokenAge: LIFETIME_SECONDS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['jti', 'exp', 'caller', 'body'],
      });
      if (payload.body !== digest(body)) return { refused: 'body changed' };
      if (!used.add(payload.jti ?? '')) return { refused: 'replayed' };
      return { caller: callerSchema.parse(payload.caller) };
    } catch (error) {
      return { refused: (error as { code?: string }).code ?? 'unusable assertion' };
    }
  };
}

/** Remembers nonces for their lifetime in two halves, so that forgetting costs nothing. */
function createNonceMemory(lifetimeSeconds: number) {
  let young = new Set<string>();
  let old = new Set<string>();
  let turnedAt = Date.now();
  return {
    add(nonce: string): boolean {
      if (Date.now() - turnedAt > lifetimeSeconds * 1000) {
        old = young;
        young = new Set();
        turnedAt = Date.now();
      }
      if (young.has(nonce) || old.has(nonce)) return false;
      young.add(nonce);
      return true;
    },
  };
}
