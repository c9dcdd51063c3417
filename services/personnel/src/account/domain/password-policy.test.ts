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
    ['a leaked one', 'q1w2e3r4t5y6'],
    ['a leaked one in capitals', 'Password123'],
    ['a word of the trade with digits and signs', 'Wang-Ge@2026!'],
    ['the platform’s name with a year', 'GridLink_2026'],
    ['such a word in signs', '网格员2026000'],
  ])('may not be %s', (_, password) => {
    expect(isStrongPassword(password, 'li.ming')).toBe(false);
  });
});
