import { describe, expect, it } from '@jest/globals';
import { merge } from './merge.ts';

describe('answers put together', () => {
  it.each<[string, object, object, object]>([
    ['new fields', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['fields of an object that is there', { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
    ['elements of lists of the same length', { a: [{ b: 1 }] }, { a: [{ c: 2 }] }, { a: [{ b: 1, c: 2 }] }],
    ['a list of another length, whole', { a: [{ b: 1 }] }, { a: [] }, { a: [] }],
    ['nothing over what is there', { a: { b: 1 } }, { a: null }, { a: null }],
    ['something over nothing', { a: null }, { a: { b: 1 } }, { a: { b: 1 } }],
  ])('take %s', (_what, target, source, whole) => {
    merge(target as never, source as never);
    expect(target).toEqual(whole);
  });

  it('touch no prototype, whatever a client calls its fields', () => {
    const target = {};
    merge(target, JSON.parse('{"__proto__":{"polluted":true},"constructor":{"name":1}}') as never);
    expect([JSON.stringify(target), ({} as { polluted?: boolean }).polluted]).toEqual([
      '{"__proto__":{"polluted":true},"constructor":{"name":1}}',
      undefined,
    ]);
  });
});
