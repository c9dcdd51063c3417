import { describe, expect, it } from '@jest/globals';
import { isStrongPassword } from './password-policy.ts';

describe('a password', () => {
  it.each(['correct horse battery', 'Xk9-2mQ7+pL', '一二三四五六七八九十'])('may be %j', (password) => {
    expect(isStrongPassword(password, 'li.ming')).toBe(true);
  });

  it.each([
    ['too short', 'Xk9-2mQ7+'],
    ['too long', 'ab1-'.repeat(51)],
    ['two characters over and over', 'abababababab'],
    ['the login name with something around', '2026-li.ming-2026'],
    ['the login name in capitals', 'XX-LI.MING-XX'],
  ])('may not be %s', (_, password) => {
    expect(isStrongPassword(password, 'li.ming')).toBe(false);
  });
});
