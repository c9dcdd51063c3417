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
import { request } from 'node:http';
import { ASSERTION_HEADER, SUBGRAPHS, type SubgraphName } from '@gridlink/contracts';
import type { Country } from '@gridlink/drills';

type Jwk = { readonly kty: string; readonly crv: string; readonly kid: string; readonly x: string; readonly d: string };
type Parts = {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  readonly body: string;
};

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const digest = (body: string): string => createHash('sha256').update(body).digest('base64url');
const now = (): number => Math.floor(Date.now() / 1_000);

/** Whatever somebody who knows the form of an assertion can put together, with the gateway's key or with another. */
export type Forger = {
  /** What the gateway itself would send; `change` tells what is not as it should be. */
  assertion(audience: SubgraphName, body: string, change?: (parts: Parts) => Partial<Parts>): string;
  /** The same claims without a signature, or with one of another kind. */
  unsigned(audience: SubgraphName, body: string): string;
  withPublicKeyAsSecret(audience: SubgraphName, body: string): string;
  withAnotherKey(audience: SubgraphName, body: string): string;
};

export function openForger({ stack }: Pick<Country, 'stack'>): Forger {
  const jwk = JSON.parse(readFileSync(stack.endpoints.keys.gatewayKey, 'utf8')) as Jwk;
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

type Header = string | readonly string[] | undefined;

/** An answer, or how the connection ended. */
export type Knock = { readonly status: number; readonly text: string };

/** Sends exactly this, the header as often as it is given; `fetch` would fold them into one. */
export const knock = (url: string, body: string, assertion: Header): Promise<Knock> =>
  new Promise((resolve, reject) => {
    const given = assertion === undefined ? [] : [assertion].flat();
    const headers = [
      'content-type',
      'application/json',
      'host',
      new URL(url).host,
      'content-length',
      String(Buffer.byteLength(body)),
    ];
    const sent = request(
      url,
      { method: 'POST', headers: [...headers, ...given.flatMap((value) => [ASSERTION_HEADER, value])] },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

const other = (name: SubgraphName): SubgraphName => SUBGRAPHS.find((candidate) => candidate !== name) ?? 'grid';

type Attempt = (forger: Forger, name: SubgraphName, body: string) => Header;
const claims =
  (change: (claims: Parts['claims']) => Record<string, unknown>): Attempt =>
  (forger, name, body) =>
    forger.assertion(name, body, (parts) => ({ claims: change(parts.claims) }));
const header =
  (change: Record<string, unknown>): Attempt =>
  (forger, name, body) =>
    forger.assertion(name, body, (parts) => ({ header: { ...parts.header, ...change } }));
const without = (claim: string): Attempt => claims(({ [claim]: _, ...rest }) => rest);

/** Every way around that was thought of; none of them may be answered. */
export const ATTEMPTS: readonly (readonly [string, Attempt])[] = [
  ['no identity', () => undefined],
  ['an empty identity', () => ''],
  ['no token at all', () => 'let me in'],
  ['an access token’s word in front', (forger, name, body) => `Bearer ${forger.assertion(name, body)}`],
  ['one that has expired', claims((given) => ({ ...given, iat: now() - 60, exp: now() - 30 }))],
  ['one that is not valid yet', claims((given) => ({ ...given, iat: now() + 60, exp: now() + 90 }))],
  [
    'one older than 30 s that says it is still good',
    claims((given) => ({ ...given, iat: now() - 120, exp: now() + 30 })),
  ],
  ['one good for a day', claims((given) => ({ ...given, exp: now() + 86_400 }))],
  ['one for another subgraph', (forger, name, body) => forger.assertion(other(name), body)],
  ['one for all subgraphs', claims((given) => ({ ...given, aud: [...SUBGRAPHS] }))],
  ['one by another issuer', claims((given) => ({ ...given, iss: 'somebody' }))],
  ['one for another body', (forger, name, body) => forger.assertion(name, `${body} `)],
  ['no signature (alg none)', (forger, name, body) => forger.unsigned(name, body)],
  [
    'a signature by the public key as a secret (HS256)',
    (forger, name, body) => forger.withPublicKeyAsSecret(name, body),
  ],
  ['a signature by another key of the same name', (forger, name, body) => forger.withAnotherKey(name, body)],
  ['a key nobody knows', header({ kid: 'unknown' })],
  ['no key id', header({ kid: undefined })],
  ['a key brought along', header({ jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' } })],
  ['a header that must be understood', header({ crit: ['exp'] })],
  ['another algorithm’s name', header({ alg: 'RS256' })],
  ['a token of another kind', header({ typ: 'JWT' })],
  ...['iss', 'aud', 'iat', 'exp', 'jti', 'body', 'caller'].map(
    (claim) => [`nothing for ${claim}`, without(claim)] as const,
  ),
  [
    'a caller with a role there is not',
    claims((given) => ({ ...given, caller: { subject: 'x', kind: 'PERSON', roles: ['ROOT'] } })),
  ],
  [
    'a caller with more than callers have',
    claims((given) => ({ ...given, caller: { ...(given.caller as object), sudo: true } })),
  ],
  [
    'a caller changed after signing',
    (forger, name, body) => {
      const [head, payload = '', signature] = forger.assertion(name, body).split('.');
      const given = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
      return `${head}.${encoded({ ...given, caller: { subject: 'x', kind: 'PERSON', roles: ['AUDITOR'] } })}.${signature}`;
    },
  ],
  ['twelve kilobytes of identity', () => 'a'.repeat(12_000)],
  ['the identity twice', (forger, name, body) => [forger.assertion(name, body), forger.assertion(name, body)]],
  ['a good identity after a bad one', (forger, name, body) => ['bad', forger.assertion(name, body)]],
  ['a bad identity after a good one', (forger, name, body) => [forger.assertion(name, body), 'bad']],
];

const query = (text: string): string => JSON.stringify({ query: text });

/** What is asked with them; the last would not even parse, and is refused for the same reason. */
export const BODIES: readonly (readonly [string, string])[] = [
  ['a query', query('{ __typename }')],
  ['_entities', query('{ _entities(representations: [{ __typename: "Ticket", id: "1" }]) { __typename } }')],
  ['_service', query('{ _service { sdl } }')],
  ['introspection', query('{ __schema { types { name } } }')],
  ['a mutation', query('mutation { logout { userErrors { code } } }')],
  ['what is no JSON', '{ "query": '],
];
