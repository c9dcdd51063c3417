import { callerSchema } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, jwtVerify } from 'jose';
import { ACCESS_TOKEN_SECONDS, createTokenIssuer, publishedKeys, TOKEN_AUDIENCE } from './token-issuer.ts';

const ISSUER = 'https://gateway.example';

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA' };
}

const always = (key: JWK) => () => key;

const check = async (token: string, keys: ReturnType<typeof publishedKeys>) =>
  (await jwtVerify(token, createLocalJWKSet(keys), { issuer: ISSUER, audience: TOKEN_AUDIENCE, algorithms: ['EdDSA'] }))
    .payload;

describe('an access token', () => {
  const caller = callerSchema.parse({ subject: 'account-1', kind: 'PERSON', roles: ['ADMIN'], session: 's' });

  it('carries the caller to whoever has the published keys', async () => {
    const key = await newKey('one');
    const issue = createTokenIssuer(always(key), ISSUER);
    const { accessToken } = await issue(caller, new Date());
    expect((await check(accessToken, publishedKeys(key, undefined))).caller).toEqual(caller);
  });

  it('lives ten minutes', async () => {
    const now = new Date('2026-06-01T00:00:00Z');
    const { expiresAt } = await createTokenIssuer(always(await newKey('one')), ISSUER)(caller, now);
    expect(expiresAt.getTime() - now.getTime()).toBe(ACCESS_TOKEN_SECONDS * 1_000);
  });

  it('is good after the key was rotated, as long as the old one is published', async () => {
    const [old, current] = [await newKey('old'), await newKey('new')];
    const { accessToken } = await createTokenIssuer(always(old), ISSUER)(caller, new Date());
    const keys = publishedKeys(current, { keys: [old] });
    expect((await check(accessToken, keys)).sub).toBe('account-1');
  });

  it('carries the new key from the moment it is there', async () => {
    let key = await newKey('old');
    const issue = createTokenIssuer(() => key, ISSUER);
    await issue(caller, new Date());
    key = await newKey('new');
    const { accessToken } = await issue(caller, new Date());
    expect((await check(accessToken, publishedKeys(key, undefined))).sub).toBe('account-1');
  });

  it('is published without any private part', async () => {
    const keys = publishedKeys(await newKey('new'), { keys: [await newKey('old')] });
    expect(keys.keys.filter((key) => 'd' in key)).toEqual([]);
  });
});
