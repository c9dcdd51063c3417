import type { GatewayEnvironment } from '../environment.ts';
import { type ConcurrencyLimiter, createConcurrencyLimiter } from './concurrency-limiter.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';

/** Accounts and addresses are counted apart, so that a flood of addresses makes no account forgotten. */
type ByKind = { readonly accounts: RateLimiter; readonly addresses: RateLimiter };

/** How much callers may ask. One for all endpoints: a caller's requests count together, wherever they come in. */
export type CallerLimits = {
  /** Requests. */
  readonly rate: ByKind;
  /** Objects that operations may return. */
  readonly budget: ByKind;
  readonly concurrency: ConcurrencyLimiter;
};

export const callerLimits = (environment: GatewayEnvironment): CallerLimits => ({
  rate: {
    accounts: createRateLimiter({ perSecond: environment.RATE_PER_SECOND, burst: environment.RATE_BURST }),
    addresses: createRateLimiter({
      perSecond: environment.PUBLIC_RATE_PER_SECOND,
      burst: environment.PUBLIC_RATE_BURST,
    }),
  },
  budget: {
    accounts: createRateLimiter({ perSecond: environment.COST_PER_SECOND, burst: environment.COST_BURST }),
    addresses: createRateLimiter({
      perSecond: environment.PUBLIC_COST_PER_SECOND,
      burst: environment.PUBLIC_COST_BURST,
    }),
  },
  concurrency: createConcurrencyLimiter({
    total: environment.MAX_CONCURRENT,
    perCaller: environment.MAX_CONCURRENT_PER_CALLER,
  }),
});
