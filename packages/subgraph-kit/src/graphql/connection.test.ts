import { describe, expect, it } from '@jest/globals';
import { afterFilter, encodeCursor, numberAfter, pageRequest } from './connection.ts';

const cursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it.each([[['410100000000']], [[new Date('2026-06-01T00:00:00Z'), 'id']], [[7]], [['名称', 'id']]])(
    'of %j comes back as it went',
    (values) => {
      expect(pageRequest({ after: encodeCursor(values) }).after).toEqual(values);
    },
  );

  it.each([
    ['no base64', '%'],
    ['no JSON', 'bm90'],
    ['no list', cursor({ a: 1 })],
    ['empty', cursor([])],
    ['a list of nothing', cursor([null])],
    ['a condition of the database', cursor([{ $gt: '' }])],
    ['an instant that is a condition', cursor([{ d: { $gt: 0 } }])],
    ['an instant with more', cursor([{ d: 0, $gt: '' }])],
    ['an instant no calendar has', cursor([{ d: 8.7e15 }])],
    ['lists in lists', cursor([['a']])],
    ['too many values', cursor(['a', 'b', 'c', 'd', 'e'])],
    ['too long', cursor(['x'.repeat(2_000)])],
    ['not as we write it', `${cursor(['a'])}==`],
  ])('that is %s is refused', (_what, after) => {
    expect(() => pageRequest({ after })).toThrow('after 不是有效的游标');
  });

  it('of another list’s length is refused', () => {
    expect(() => afterFilter([['code', 1]], ['a', 'b'])).toThrow('after 不是有效的游标');
  });

  it.each([
    ['an instant where texts stand', [['code', 1]], [new Date(0)]],
    ['a text where instants stand', [['requestedAt', -1, 'INSTANT']], ['a']],
    ['a number where instants stand', [['requestedAt', -1, 'INSTANT']], [5]],
  ] as const)('of another list’s values, %s, is refused', (_what, sort, after) => {
    expect(() => afterFilter(sort, after)).toThrow('after 不是有效的游标');
  });

  it('of a numbered list holds one number', () => {
    expect(numberAfter(pageRequest({ after: encodeCursor([7]) }))).toBe(7);
    expect(numberAfter(pageRequest({}))).toBeNull();
    expect(() => numberAfter(pageRequest({ after: encodeCursor(['7']) }))).toThrow('after 不是有效的游标');
  });
});
