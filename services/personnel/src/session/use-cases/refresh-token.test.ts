import { describe, expect, it } from '@jest/globals';
import { newHandle, newRefreshToken, readRefreshToken } from './refresh-token.ts';

describe('the form of a refresh token', () => {
  it('is read as it was written', () => {
    const { handle, secretHash, token } = newRefreshToken(newHandle());
    expect(readRefreshToken(token)).toEqual({ handle, secretHash });
  });

  it.each(['', 'a.b', 'no dot at all', `${'a'.repeat(22)}.${'b'.repeat(44)}`, '.'])('is not %j', (token) => {
    expect(readRefreshToken(token)).toBeUndefined();
  });
});
