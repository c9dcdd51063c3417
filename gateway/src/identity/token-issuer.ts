import { type Caller, callerSchema } from '@gridlink/contracts';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type ClaimMapping, callerFromClaims } from './openid-claims.ts';

export type VerifiedToken = {
  readonly caller: Caller;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** Somebody whose tokens are accepted. `verify` throws jose's errors for a bad token and anything else for a key set out of reach. */
export type TokenIssuer = {
  readonly issuer: string;
  verify(token: string): Promise<VerifiedToken>;
  /** Throws while the issuer's keys cannot be read. */
  ping(): Promise<void>;
};

type KeySet = JWTVerifyGetKey & { reload(): Promise<void>; jwks(): unknown };

export type IssuerOptions = {
  readonly issuer: string;
  readonly audience: string;
  readonly keySetUrl: string;
  readonly maxAgeSeconds: number;
};

const CLOCK_TOLERANCE_SECONDS = 5;
/** An unknown key id makes the set be read again, at most this often: a rotation is seen at once, a flood of forged ids is not passed on. */
const KEY_SET_COOLDOWN_MS = 2_000;
const KEY_SET_TIMEOUT_MS = 3_000;
/** A key that was withdrawn is good for no new token after this. */
const KEY_SET_MAX_AGE_MS = 60_000;

const remoteKeys = (url: string): KeySet =>
  createRemoteJWKSet(new URL(url), {
    cooldownDuration: KEY_SET_COOLDOWN_MS,
    cacheMaxAge: KEY_SET_MAX_AGE_MS,
    timeoutDuration: KEY_SET_TIMEOUT_MS,
  });

function issuerOf(
  options: IssuerOptions,
  algorithms: readonly string[],
  callerOf: (claims: JWTPayload) => Caller,
): TokenIssuer {
  const keys = remoteKeys(options.keySetUrl);
  return {
    issuer: options.issuer,
    async verify(token) {
      const { payload } = await jwtVerify(token, keys, {
        issuer: options.issuer,
        audience: options.audience,
        algorithms: [...algorithms],
        maxTokenAge: options.maxAgeSeconds,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['iat', 'exp'],
      });
      return { caller: callerOf(payload), issuedAt: payload.iat ?? 0, expiresAt: payload.exp ?? 0 };
    },
    async ping() {
      if (keys.jwks() === undefined) await keys.reload();
    },
  };
}

/** The platform's own issuer (personnel): the claim `caller` says who is asking. */
export function platformIssuer(options: IssuerOptions): TokenIssuer {
  return issuerOf(options, ['EdDSA', 'Ed25519'], (claims) => {
    const parsed = callerSchema.safeParse(claims.caller);
    if (!parsed.success || parsed.data.kind === 'PUBLIC') throw new errors.JWTInvalid('the claim "caller" is unusable');
    return parsed.data;
  });
}

/** An outside OpenID issuer: its claims become a caller by the configured mapping. */
export function openIdIssuer(options: IssuerOptions & { readonly claims: ClaimMapping }): TokenIssuer {
  return issuerOf(options, ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'], (claims) =>
    callerFromClaims(claims, options.claims),
  );
}
