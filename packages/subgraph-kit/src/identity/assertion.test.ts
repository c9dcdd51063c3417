import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Caller } from '@gridlink/contracts';
import { describe, expect, it } from '@jest/globals';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { digest, ISSUER, TYPE } from './assertion-form.ts';
import { createAssertionSigner } from './assertion-signer.ts';
import { createAssertionVerifier } from './assertion-verifier.ts';

const BODY = '{"query":"{ a }"}';
const caller: Caller = { subject: '甲', kind: 'PERSON', roles: ['TOWN_OPERATOR'], jurisdiction: 'somewhere' };

type Key = ReturnType<typeof newKey>;
const newKey = (kid: string) => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid };
  const { d: _secret, ...published } = jwk;
  return { kid, privateKey, jwk: { ...jwk, kty: 'OKP' }, published: { ...published, kty: 'OKP' } };
};
const key = newKey('first');
const verifierOf = (...keys: Key[]) =>
  createAssertionVerifier({ keys: keys.map(({ published }) => published) }, 'grid');

const seconds = (): number => Math.floor(Date.now() / 1000);
const goodClaims = (): JWTPayload => ({
  iss: ISSUER,
  aud: 'grid',
  iat: seconds(),
  exp: seconds() + 30,
  jti: '0123456789abcdef',
  body: digest(BODY),
  caller,
});

/** An assertion made by another library, with whatever is to be tried. */
const made = (claims: object, header: object = {}, by: KeyObject = key.privateKey): Promise<string> =>
  new SignJWT({ ...goodClaims(), ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: TYPE, ...header })
    .sign(by);

describe('an assertion', () => {
  it('tells who is asking', () => {
    const assertion = createAssertionSigner(key.jwk)({ audience: 'grid', caller, body: BODY });
    expect(verifierOf(key)(assertion, Buffer.from(BODY))).toEqual({ caller });
  });

  it('is what any library for JSON Web Signatures reads', async () => {
    const assertion = createAssertionSigner(key.jwk)({ audience: 'grid', caller, body: BODY });
    const { payload } = await jwtVerify(assertion, createPublicKey(key.privateKey), {
      audience: 'grid',
      issuer: ISSUER,
    });
    expect([payload.caller, Number(payload.exp) - Number(payload.iat)]).toEqual([caller, 30]);
  });

  it('is taken from any library that makes the same', async () => {
    expect(verifierOf(key)(await made({}), BODY)).toEqual({ caller });
  });

  it('is good once', () => {
    const verify = verifierOf(key);
    const assertion = createAssertionSigner(key.jwk)({ audience: 'grid', caller, body: BODY });
    verify(assertion, BODY);
    expect(verify(assertion, BODY)).toEqual({ refused: 'replayed' });
  });

  it.each<[string, object, object, string]>([
    ['another subgraph', { aud: 'tickets' }, {}, 'for another subgraph'],
    ['several subgraphs', { aud: ['grid', 'tickets'] }, {}, 'for another subgraph'],
    ['another issuer', { iss: 'somebody' }, {}, 'another issuer'],
    ['an hour ago', { iat: seconds() - 3_600, exp: seconds() - 3_570 }, {}, 'expired'],
    ['tomorrow', { iat: seconds() + 86_400, exp: seconds() + 86_430 }, {}, 'from the future'],
    ['a whole day', { exp: seconds() + 86_400 }, {}, 'good for too long'],
    ['ever', { exp: undefined }, {}, 'without times'],
    ['another body', { body: digest('{}') }, {}, 'body changed'],
    ['no body', { body: undefined }, {}, 'body changed'],
    ['any number of times', { jti: undefined }, {}, 'without a nonce'],
    ['nobody', { caller: undefined }, {}, 'unusable caller'],
    ['a role that is not one', { caller: { ...caller, roles: ['KING'] } }, {}, 'unusable caller'],
    ['a caller that says more', { caller: { ...caller, scope: 'all' } }, {}, 'unusable caller'],
    ['another use', {}, { typ: 'JWT' }, 'header of another kind'],
    ['any use', {}, { typ: undefined }, 'header of another kind'],
    ['no key', {}, { kid: undefined }, 'header of another kind'],
    ['a key of its own', {}, { jwk: key.published }, 'header of another kind'],
    ['an unknown key', {}, { kid: 'second' }, 'unknown key'],
  ])('for %s is refused', async (_what, claims, header, refused) => {
    expect(verifierOf(key)(await made(claims, header), BODY)).toEqual({ refused });
  });

  it('signed by another key under the same id is refused', async () => {
    expect(verifierOf(key)(await made({}, {}, newKey('first').privateKey), BODY)).toEqual({ refused: 'bad signature' });
  });

  it('signed with what is no secret is refused', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(key.published));
    const assertion = await new SignJWT(goodClaims())
      .setProtectedHeader({ alg: 'HS256', kid: key.kid, typ: TYPE })
      .sign(secret);
    expect(verifierOf(key)(assertion, BODY)).toHaveProperty('refused');
  });

  it('that is not signed is refused', () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const assertion = `${part({ alg: 'none', kid: key.kid, typ: TYPE })}.${part(goodClaims())}.`;
    expect(verifierOf(key)(assertion, BODY)).toEqual({ refused: 'not an assertion' });
  });

  it.each(['', 'a.b.c', '..', `${'a'.repeat(9_000)}.b.${'c'.repeat(86)}`, `e30.e30.${'A'.repeat(86)}`])(
    'that is none is refused: %#',
    (assertion) => {
      expect(verifierOf(key)(assertion, BODY)).toHaveProperty('refused');
    },
  );
});

describe('keys of assertions', () => {
  const second = newKey('second');

  it('are any of those published', () => {
    const assertion = createAssertionSigner(second.jwk)({ audience: 'grid', caller, body: BODY });
    expect(verifierOf(key, second)(assertion, BODY)).toEqual({ caller });
  });

  it('change while the signer runs', () => {
    let current = key.jwk;
    const sign = createAssertionSigner(() => current);
    sign({ audience: 'grid', caller, body: BODY });
    current = second.jwk;
    expect(verifierOf(second)(sign({ audience: 'grid', caller, body: BODY }), BODY)).toEqual({ caller });
  });

  it('change while the verifier runs', () => {
    const set = { keys: [key.published] };
    const verify = createAssertionVerifier(set, 'grid');
    const sign = createAssertionSigner(key.jwk);
    verify(sign({ audience: 'grid', caller, body: BODY }), BODY);
    set.keys = [second.published];
    expect(verify(sign({ audience: 'grid', caller, body: BODY }), BODY)).toEqual({ refused: 'unknown key' });
  });
});
