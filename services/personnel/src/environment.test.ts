import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { environmentSchema } from './environment.ts';

const KEY = randomBytes(32).toString('base64');
const jwk = { kty: 'OKP', crv: 'Ed25519', kid: 'k', x: 'x', d: 'd' };
const environment = {
  MONGODB_URI: 'mongodb://localhost',
  MONGODB_DATABASE: 'personnel',
  NATS_URL: 'nats://localhost',
  GATEWAY_JWKS: JSON.stringify({ keys: [{ kty: 'OKP', kid: 'g' }] }),
  TOKEN_KEY: JSON.stringify(jwk),
  TOKEN_ISSUER: 'http://127.0.0.1:4000',
  PERSONAL_DATA_KEY: KEY,
};
const folder = mkdtempSync(join(tmpdir(), 'personnel-environment-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('the environment', () => {
  it('takes the personal data key in place', () => {
    expect(environmentSchema.parse(environment).PERSONAL_DATA_KEY.toString('base64')).toBe(KEY);
  });

  it('takes the personal data key from a file', () => {
    const PERSONAL_DATA_KEY = file('key', `${KEY}\n`);
    const parsed = environmentSchema.parse({ ...environment, PERSONAL_DATA_KEY });
    expect(parsed.PERSONAL_DATA_KEY.toString('base64')).toBe(KEY);
  });

  it.each([
    ['of another length', Buffer.alloc(16).toString('base64')],
    ['that is no path either', '/no/such/file'],
  ])('refuses a personal data key %s', (_, PERSONAL_DATA_KEY) => {
    expect(environmentSchema.safeParse({ ...environment, PERSONAL_DATA_KEY }).success).toBe(false);
  });

  it('reads the first administrator’s password from a file', () => {
    const ADMIN_PASSWORD_FILE = file('password', 'a secret of some length\n');
    expect(environmentSchema.parse({ ...environment, ADMIN_PASSWORD_FILE }).ADMIN_PASSWORD_FILE).toBe(
      'a secret of some length',
    );
  });

  it('refuses a short password for the first administrator', () => {
    expect(environmentSchema.safeParse({ ...environment, ADMIN_PASSWORD: 'short' }).success).toBe(false);
  });

  it.each(Object.keys(environment).filter((name) => name !== 'MONGODB_URI'))('does not start without %s', (name) => {
    expect(environmentSchema.safeParse({ ...environment, [name]: undefined }).success).toBe(false);
  });
});
