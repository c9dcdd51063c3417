import { describe, expect, it } from '@jest/globals';
import { createConcurrencyLimiter } from './concurrency-limiter.ts';

describe('a concurrency limiter', () => {
  it('refuses a caller more places than one caller has', () => {
    const limiter = createConcurrencyLimiter({ total: 10, perCaller: 1 });
    limiter.enter('a');
    expect([limiter.enter('a'), limiter.enter('b')]).toEqual(['CALLER_FULL', 'ENTERED']);
  });

  it('refuses everybody once the gateway is full', () => {
    const limiter = createConcurrencyLimiter({ total: 1, perCaller: 1 });
    limiter.enter('a');
    expect(limiter.enter('b')).toBe('GATEWAY_FULL');
  });

  it('gives a place back', () => {
    const limiter = createConcurrencyLimiter({ total: 1, perCaller: 1 });
    limiter.enter('a');
    limiter.leave('a');
    expect([limiter.inside, limiter.enter('a')]).toEqual([0, 'ENTERED']);
  });
});
