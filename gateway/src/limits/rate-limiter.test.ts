import { describe, expect, it } from '@jest/globals';
import { createRateLimiter } from './rate-limiter.ts';

describe('a rate limiter', () => {
  it('lets a burst through and refuses the next request', () => {
    const take = createRateLimiter({ perSecond: 1, burst: 3 });
    expect([1, 2, 3, 4].map(() => take('a', 0))).toEqual([null, null, null, 1]);
  });

  it('fills up again at its rate', () => {
    const take = createRateLimiter({ perSecond: 2, burst: 1 });
    take('a', 0);
    expect([take('a', 499), take('a', 1_000)]).toEqual([1, null]);
  });

  it('never holds more than a burst', () => {
    const take = createRateLimiter({ perSecond: 100, burst: 2 });
    take('a', 0);
    expect([1, 2, 3].map(() => take('a', 3_600_000))).toEqual([null, null, 1]);
  });

  it('counts each caller alone', () => {
    const take = createRateLimiter({ perSecond: 1, burst: 1 });
    take('a', 0);
    expect(take('b', 0)).toBeNull();
  });

  it('says how many seconds to wait', () => {
    const take = createRateLimiter({ perSecond: 0.1, burst: 1 });
    take('a', 0);
    expect(take('a', 0)).toBe(10);
  });

  it('gives nothing for a clock that goes back', () => {
    const take = createRateLimiter({ perSecond: 1_000, burst: 1 });
    take('a', 10_000);
    expect(take('a', 0)).toBe(1);
  });

  it('takes as much as a request costs', () => {
    const take = createRateLimiter({ perSecond: 10, burst: 100 });
    expect([take('a', 0, 60), take('a', 0, 60), take('a', 0, 40)]).toEqual([null, 2, null]);
  });

  it('lets what is larger than a bucket through with a full one', () => {
    const take = createRateLimiter({ perSecond: 10, burst: 100 });
    expect([take('a', 0, 1_000), take('a', 0, 1)]).toEqual([null, 1]);
  });
});
