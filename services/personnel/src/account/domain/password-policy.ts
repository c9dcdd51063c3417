import { isKnownPassword } from './known-passwords.ts';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** Length beats classes of characters; a password must not contain the login name, be few characters over and over, or be one that is tried first. */
export function isStrongPassword(password: string, login: string): boolean {
  return (
    password.length >= PASSWORD_MIN &&
    password.length <= PASSWORD_MAX &&
    new Set(password).size > 3 &&
    !password.toLowerCase().includes(login.toLowerCase()) &&
    !isKnownPassword(password)
  );
}
