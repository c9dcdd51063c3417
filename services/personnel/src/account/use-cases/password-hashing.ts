import { hash, verify } from '@node-rs/argon2';

/** argon2id with the smaller of OWASP's recommended settings: 19 MiB, two passes. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export type PasswordHashing = {
  hash(password: string): Promise<string>;
  /** Takes as long for an unknown account (`undefined`) as for a wrong password. */
  matches(password: string, passwordHash: string | undefined): Promise<boolean>;
};

export async function createPasswordHashing(): Promise<PasswordHashing> {
  const nobody = await hash('a password nobody has', SETTINGS);
  return {
    hash: (password) => hash(password, SETTINGS),
    async matches(password, passwordHash) {
      const equal = await verify(passwordHash ?? nobody, password);
      return equal && passwordHash !== undefined;
    },
  };
}
