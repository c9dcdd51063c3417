import { hash } from 'node:crypto';
import { decodeJwt, errors } from 'jose';
import { createBoundedCache } from '../cache/bounded-cache.ts';
import type { RevocationList } from './revocation-list.ts';
import type { TokenIssuer, VerifiedToken } from './token-issuer.ts';

/** `refused` is the caller's to mend, `unavailable` the platform's. Both are messages for the caller. */
export type TokenVerdict = VerifiedToken | { readonly refused: string } | { readonly unavailable: string };

export type TokenVerifier = (token: string) => Promise<TokenVerdict>;

export type TokenVerifierOptions = {
  readonly issuers: readonly TokenIssuer[];
  readonly revocations: RevocationList;
  readonly now: () => Date;
  readonly onProblem: (message: string, error: unknown) => void;
};

const REMEMBERED_TOKENS = 10_000;
const MAX_TOKEN_LENGTH = 8_192;

const EXPIRED = { refused: '令牌已过期，请刷新后重试 (the token has expired: refresh it)' } as const;
const INVALID = { refused: '令牌无效，请重新登录 (the token is not valid: sign in again)' } as const;
const REVOKED = { refused: '令牌已被撤销，请重新登录 (the token was revoked: sign in again)' } as const;
const UNAVAILABLE = {
  unavailable: '暂时无法核验身份，请稍后重试 (identity cannot be checked right now: try again)',
} as const;

/** Checks a token once and remembers the result until it expires; a revocation counts at once. Tokens themselves are not kept. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { issuers, revocations, now, onProblem } = options;
  const verified = createBoundedCache<string, VerifiedToken>(REMEMBERED_TOKENS);

  return async (token) => {
    if (token.length > MAX_TOKEN_LENGTH) return INVALID;
    const key = hash('sha256', token, 'base64');
    let known = verified.get(key);
    if (!known) {
      const checked = await check(token, issuers, onProblem);
      if (!('caller' in checked)) return checked;
      known = checked;
      verified.set(key, checked);
    }
    if (known.expiresAt * 1000 <= now().getTime()) {
      verified.delete(key);
      return EXPIRED;
    }
    const { caller, issuedAt } = known;
    const revoked = revocations.isRevoked({ subject: caller.subject, session: caller.session, issuedAt });
    return revoked ? REVOKED : known;
  };
}

async function check(
  token: string,
  issuers: readonly TokenIssuer[],
  onProblem: TokenVerifierOptions['onProblem'],
): Promise<TokenVerdict> {
  try {
    // Only to choose whose keys to check it with; nothing of it counts before the signature does.
    const claimed = decodeJwt(token).iss;
    const issuer = issuers.find((candidate) => candidate.issuer === claimed);
    return issuer ? await issuer.verify(token) : INVALID;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return EXPIRED;
    if (isAboutTheToken(error)) return INVALID;
    onProblem('the keys to check tokens with cannot be read', error);
    return UNAVAILABLE;
  }
}

/** jose also throws its own errors for a key set that does not come or cannot be read: those are not the caller's fault. */
const isAboutTheToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';
