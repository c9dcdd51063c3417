import { SUBGRAPHS, type SubgraphName } from '@gridlink/contracts';
import { encoded, type Forger, now, type Parts } from './forger.ts';
import type { Header } from './knock.ts';

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
