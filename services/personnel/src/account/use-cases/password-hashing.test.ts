import { beforeAll, describe, expect, it } from '@jest/globals';
import { createPasswordHashing, type PasswordHashing } from './password-hashing.ts';

describe('password hashing', () => {
  let passwords: PasswordHashing;
  let stored: string;
  beforeAll(async () => {
    passwords = await createPasswordHashing();
    stored = await passwords.hash('a long enough secret');
  });

  it('is argon2id with at least 19 MiB and two passes', () => {
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('knows the password again', async () => {
    expect(await passwords.matches('a long enough secret', stored)).toBe(true);
  });

  it('knows a wrong one', async () => {
    expect(await passwords.matches('a long enough guess', stored)).toBe(false);
  });

  it('matches nothing for nobody, not even the password it spends its time on', async () => {
    expect(await passwords.matches('a password nobody has', undefined)).toBe(false);
  });
});
