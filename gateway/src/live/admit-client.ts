import type { HttpAnswer, HttpRequest } from '@gridlink/subgraph-kit';
import { clientAddress } from '../front/client-address.ts';
import { identify } from '../front/identify.ts';
import { gatewayFull, tooManyAtOnce, tooManyRequests } from '../front/refusals.ts';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { StreamOwner } from './client-stream.ts';

export type DoorOptions = {
  readonly verify: TokenVerifier;
  readonly rate: { readonly accounts: RateLimiter; readonly addresses: RateLimiter };
  /** Places for streams: of the process and of each caller. */
  readonly places: ConcurrencyLimiter;
  readonly trustedProxies: number;
};

/** Who asks for streams, and the key their number is counted by. */
export type Admitted = { readonly owner: StreamOwner; readonly key: string };

/** Says who is asking, or refuses: the same tokens, rates and answers as at /graphql. */
export async function admitClient(
  request: Pick<HttpRequest, 'headers' | 'remoteAddress'>,
  { verify, rate, trustedProxies }: DoorOptions,
): Promise<Admitted | { readonly answer: HttpAnswer }> {
  const address = `address ${clientAddress(request, trustedProxies)}`;
  const identified = await identify(request, verify);
  if ('answer' in identified) {
    const wait = rate.addresses(address, Date.now());
    return { answer: wait === null ? identified.answer : tooManyRequests(wait) };
  }
  const { caller, issuedAt = 0, expiresAt = Number.POSITIVE_INFINITY } = identified;
  const isPublic = caller.kind === 'PUBLIC';
  const key = isPublic ? address : `account ${caller.subject}`;
  const wait = (isPublic ? rate.addresses : rate.accounts)(key, Date.now());
  return wait === null ? { owner: { caller, issuedAt, expiresAt }, key } : { answer: tooManyRequests(wait) };
}

/** Takes a place for one stream, or says why there is none. */
export function takePlace(key: string, { places }: DoorOptions): HttpAnswer | null {
  const entered = places.enter(key);
  if (entered === 'ENTERED') return null;
  return entered === 'CALLER_FULL' ? tooManyAtOnce() : gatewayFull();
}
