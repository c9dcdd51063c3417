import { createBoundedCache } from '../cache/bounded-cache.ts';

export type RateLimit = { readonly perSecond: number; readonly burst: number };

/** Takes from a key's bucket, one unless told otherwise: null when it may go on, else the seconds until it may. */
export type RateLimiter = (key: string, nowMs: number, amount?: number) => number | null;

type Bucket = { tokens: number; filledAt: number };

/** Keys remembered; a forgotten one begins with a full bucket, so the number must be far above that of callers at one time. */
const REMEMBERED_KEYS = 50_000;

/** A token bucket a key: `burst` at once, `perSecond` in the long run. */
export function createRateLimiter({ perSecond, burst }: RateLimit): RateLimiter {
  const buckets = createBoundedCache<string, Bucket>(REMEMBERED_KEYS);
  return (key, nowMs, amount = 1) => {
    // What is larger than a bucket waits for a full one, and not for ever.
    const taken = Math.min(amount, burst);
    const bucket = buckets.get(key) ?? { tokens: burst, filledAt: nowMs };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, nowMs - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = nowMs;
    buckets.set(key, bucket);
    if (bucket.tokens < taken) return Math.max(1, Math.ceil((taken - bucket.tokens) / perSecond));
    bucket.tokens -= taken;
    return null;
  };
}
