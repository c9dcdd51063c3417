import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { type Caller, callerSchema } from '@gridlink/contracts';
import { ALGORITHM, CLOCK_TOLERANCE_SECONDS, digest, ISSUER, LIFETIME_SECONDS, TYPE } from './assertion-form.ts';
import { createNonceMemory } from './nonce-memory.ts';
import type { PublicKeySet } from './public-key-set.ts';

/** The caller, or the reason of the refusal: for the log, and for a gateway that is set up wrongly. */
export type AssertionVerdict = { readonly caller: Caller } | { readonly refused: string };
export type AssertionVerifier = (assertion: string | undefined, body: string | Buffer) => AssertionVerdict;

const MAX_LENGTH = 8_192;
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]{86})$/;
const NONCE_LENGTH = { least: 16, most: 64 } as const;

type Claims = Readonly<Record<string, unknown>>;
type KeyOf = (kid: string) => KeyObject | undefined;

/** Checks signature, audience, age, body and that the assertion has not been used before; nothing of it counts before its signature does. */
export function createAssertionVerifier(keys: PublicKeySet, audience: string): AssertionVerifier {
  const keyOf = keyLookup(keys);
  // One may be dated ahead by the tolerance and used behind by it: its nonce is kept over both.
  const used = createNonceMemory(LIFETIME_SECONDS + 2 * CLOCK_TOLERANCE_SECONDS);

  return (assertion, body) => {
    if (assertion === undefined || assertion === '') return { refused: 'no gateway identity' };
    const opened = signedClaims(assertion, keyOf);
    if ('refused' in opened) return opened;
    const { claims } = opened;
    const refused = problemOf(claims, audience);
    if (refused) return { refused };
    if (claims.body !== digest(body)) return { refused: 'body changed' };
    const caller = callerSchema.safeParse(claims.caller);
    if (!caller.success) return { refused: 'unusable caller' };
    return used.add(String(claims.jti)) ? { caller: caller.data } : { refused: 'replayed' };
  };
}

/** What a known key has signed. */
function signedClaims(assertion: string, keyOf: KeyOf): { readonly claims: Claims } | { readonly refused: string } {
  const [, header, payload, signature] = (assertion.length <= MAX_LENGTH && COMPACT.exec(assertion)) || [];
  if (!header || !payload || !signature) return { refused: 'not an assertion' };
  const kid = kidIn(header);
  if (kid === undefined) return { refused: 'header of another kind' };
  const key = keyOf(kid);
  if (!key) return { refused: 'unknown key' };
  const isSigned = verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  return isSigned ? { claims: objectIn(payload) ?? {} } : { refused: 'bad signature' };
}

/** The key id of a header that says what ours say and nothing else: whatever more it asks for is not understood here. */
function kidIn(header: string): string | undefined {
  const { alg, typ, kid, ...more } = objectIn(header) ?? {};
  const isOurs = alg === ALGORITHM && typ === TYPE && typeof kid === 'string' && Object.keys(more).length === 0;
  return isOurs ? kid : undefined;
}

function objectIn(part: string): Claims | undefined {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown;
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

function problemOf({ iss, aud, iat, exp, jti }: Claims, audience: string): string | undefined {
  if (iss !== ISSUER) return 'another issuer';
  if (aud !== audience) return 'for another subgraph';
  if (!Number.isInteger(iat) || !Number.isInteger(exp)) return 'without times';
  const [issuedAt, expiresAt, now] = [Number(iat), Number(exp), Math.floor(Date.now() / 1000)];
  if (expiresAt - issuedAt > LIFETIME_SECONDS) return 'good for too long';
  if (issuedAt > now + CLOCK_TOLERANCE_SECONDS) return 'from the future';
  if (expiresAt <= now - CLOCK_TOLERANCE_SECONDS) return 'expired';
  const isNonce = typeof jti === 'string' && jti.length >= NONCE_LENGTH.least && jti.length <= NONCE_LENGTH.most;
  return isNonce ? undefined : 'without a nonce';
}

/** Keys by id, made again when the set has changed; an id that is not there has the set looked at again. */
function keyLookup(set: PublicKeySet): KeyOf {
  let from: PublicKeySet['keys'] | undefined;
  let known = new Map<string, KeyObject>();
  const read = (): void => {
    const { keys } = set;
    if (keys === from) return;
    from = keys;
    known = new Map(keys.filter(isEd25519).map((jwk) => [String(jwk.kid), publicKeyOf(jwk)]));
  };
  return (kid) => {
    read();
    if (!known.has(kid) && set.lookAgain) {
      set.lookAgain();
      read();
    }
    return known.get(kid);
  };
}

type PublicJwk = PublicKeySet['keys'][number];

const isEd25519 = ({ kty, crv, kid }: PublicJwk): boolean => kty === 'OKP' && crv === 'Ed25519' && kid !== undefined;

const publicKeyOf = ({ kty, crv, x }: PublicJwk): KeyObject =>
  createPublicKey({ key: { kty, crv, x } as JsonWebKey, format: 'jwk' });
