import { describe, expect, it } from '@jest/globals';
import { bearerToken } from './bearer-token.ts';

describe('the authorization header', () => {
  it.each([
    [undefined, { token: null }],
    ['', { token: null }],
    ['Bearer abc', { token: 'abc' }],
    ['bearer  abc ', { token: 'abc' }],
  ])('%j is read', (header, expected) => {
    expect(bearerToken(header)).toEqual(expected);
  });

  it.each(['Basic abc', 'Bearer', 'Bearer a b', 'abc'])('refuses %j with a reason', (header) => {
    expect(bearerToken(header)).toHaveProperty('unusable');
  });
});
