import {
  createHash,
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SubgraphName } from '@gridlink/contracts';
import type { Stack } from '@gridlink/stack';

type Jwk = { readonly kty: string; readonly crv: string; readonly kid: string; readonly x: string; readonly d: string };
/** What an assertion is put together from. */
export type Parts = {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  readonly body: string;
};

export const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const digest = (body: string): string => createHash('sha256').update(body).digest('base64url');
/** Seconds since 1970, as tokens state times. */
export const now = (): number => Math.floor(Date.now() / 1_000);

/** Whatever somebody who knows the form of an assertion can put together, with the gateway's key or with another. */
export type Forger = {
  /** What the gateway itself would send; `change` tells what is not as it should be. */
  assertion(audience: SubgraphName, body: string, change?: (parts: Parts) => Partial<Parts>): string;
  /** The same claims without a signature, or with one of another kind. */
  unsigned(audience: SubgraphName, body: string): string;
  withPublicKeyAsSecret(audience: SubgraphName, body: string): string;
  withAnotherKey(audience: SubgraphName, body: string): string;
};

export function openForger({ endpoints }: Stack): Forger {
  const jwk = JSON.parse(readFileSync(endpoints.keys.gatewayKey, 'utf8')) as Jwk;
  const { kty, crv, x, d, kid } = jwk;
  const key = createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' });
  const proper = (audience: SubgraphName, body: string): Parts => ({
    header: { alg: 'EdDSA', typ: 'gridlink-assertion+jwt', kid },
    claims: {
      iss: 'gridlink-gateway',
      aud: audience,
      iat: now(),
      exp: now() + 30,
      jti: randomUUID(),
      body: digest(body),
      caller: { subject: 'forger', kind: 'PERSON', roles: ['ADMIN'] },
    },
    body,
  });
  const signed = ({ header, claims }: Pick<Parts, 'header' | 'claims'>, by: KeyObject): string => {
    const input = `${encoded(header)}.${encoded(claims)}`;
    return `${input}.${sign(null, Buffer.from(input), by).toString('base64url')}`;
  };
  return {
    assertion(audience, body, change = () => ({})) {
      const parts = proper(audience, body);
      return signed({ ...parts, ...change(parts) }, key);
    },
    unsigned(audience, body) {
      const { claims } = proper(audience, body);
      return `${encoded({ alg: 'none', typ: 'gridlink-assertion+jwt', kid })}.${encoded(claims)}.`;
    },
    withPublicKeyAsSecret(audience, body) {
      const { claims } = proper(audience, body);
      const input = `${encoded({ alg: 'HS256', typ: 'gridlink-assertion+jwt', kid })}.${encoded(claims)}`;
      return `${input}.${createHmac('sha256', Buffer.from(x, 'base64url')).update(input).digest('base64url')}`;
    },
    withAnotherKey: (audience, body) => signed(proper(audience, body), generateKeyPairSync('ed25519').privateKey),
  };
}
