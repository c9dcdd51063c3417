import { type Caller, PUBLIC_CALLER } from '@gridlink/contracts';
import type { HttpAnswer, HttpRequest } from '@gridlink/subgraph-kit';
import { bearerToken } from '../identity/bearer-token.ts';
import type { VerifiedToken } from '../identity/token-issuer.ts';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import { headerOf } from './header.ts';
import { identityUnavailable, notAuthenticated } from './refusals.ts';

/** The caller, with the times of the token (seconds since 1970) where there is one. */
export type Identified = { readonly caller: Caller } & Partial<Pick<VerifiedToken, 'issuedAt' | 'expiresAt'>>;

/** Who is asking, or the answer that refuses: a request without a token is the public's, one with a bad token is nobody's. */
export async function identify(
  request: Pick<HttpRequest, 'headers'>,
  verify: TokenVerifier,
): Promise<Identified | { readonly answer: HttpAnswer }> {
  const header = bearerToken(headerOf(request, 'authorization'));
  if ('unusable' in header) return { answer: notAuthenticated(header.unusable) };
  if (header.token === null) return { caller: PUBLIC_CALLER };
  const verdict = await verify(header.token);
  if ('refused' in verdict) return { answer: notAuthenticated(verdict.refused) };
  if ('unavailable' in verdict) return { answer: identityUnavailable(verdict.unavailable) };
  return verdict;
}
