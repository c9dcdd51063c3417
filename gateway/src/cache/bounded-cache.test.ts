import { describe, expect, it } from '@jest/globals';
import { createBoundedCache } from './bounded-cache.ts';

describe('a bounded cache', () => {
  it('forgets what was not used for longest', () => {
    const cache = createBoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
  });

  it('counts a key that is set twice once', () => {
    const cache = createBoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.set('a', 2);
    expect([cache.size, cache.get('a')]).toEqual([1, 2]);
  });

  it('never holds more than its limit', () => {
    const cache = createBoundedCache<number, number>(10);
    for (let key = 0; key < 1_000; key++) cache.set(key, key);
    expect(cache.size).toBe(10);
  });

  it('forgets at once what is deleted', () => {
    const cache = createBoundedCache<string, number>(2);
    cache.set('a', 1);
    cache.delete('a');
    expect(cache.get('a')).toBeUndefined();
  });
});
