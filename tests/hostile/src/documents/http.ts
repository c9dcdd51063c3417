import type { Draft, Expectation } from '../corpus/line.ts';
import { bodyRequests } from './bodies.ts';
import { pageSizes } from './cursors.ts';
import { bad, http, JSON_TYPE, PLAIN } from './http-draft.ts';

/** What a page of another origin can send without asking first. */
const crossSite: readonly Draft[] = [
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'text/plain;charset=utf-8',
    'TEXT/PLAIN',
    'text/plain; application/json',
    'application/x-www-form-urlencoded; application/json',
  ].map((type) =>
    http('cross-site', { body: PLAIN, headers: { 'content-type': type } }, bad('CSRF|preflight|content-type')),
  ),
  http('cross-site', { body: PLAIN, headers: {} }, bad('CSRF|preflight|content-type')),
  ...[
    '',
    'application/xml',
    'application/graphql',
    'text/html',
    'application/octet-stream',
    'application/json-patch+json',
    'image/png',
    'application',
    '*/*',
  ].map((type) =>
    http(
      'content types',
      { body: PLAIN, headers: { 'content-type': type } },
      { as: 'ERROR', says: 'content-type|CSRF|preflight|JSON|query' },
    ),
  ),
  ...[
    'query=%7B__typename%7D',
    'query={__typename}&variables={}',
    'query=mutation%7Blogout%7BuserErrors%7Bcode%7D%7D%7D',
    '',
    'query=',
    'query=%',
    'query=%FF%FE',
    'query=1&query=2',
    'q=1',
    'variables=x',
  ].map((search) =>
    http('cross-site', { method: 'GET', path: `/graphql?${search}`, headers: { accept: 'application/json' } }, bad()),
  ),
  ...['mutation{logout{userErrors{code}}}', 'mutation{login(input:{login:"a",password:"b"}){accessToken}}'].map(
    (document) =>
      http(
        'methods',
        {
          method: 'GET',
          path: `/graphql?query=${encodeURIComponent(document)}`,
          headers: { accept: 'application/json', 'apollo-require-preflight': '1' },
        },
        bad('GET', 405),
      ),
  ),
  ...[
    'query=',
    'query=%7B',
    'query=%7Ba%7D',
    'query=%7B__typename%7D&variables=x',
    'query=%7B__typename%7D&variables=[]',
    'query=%7B__typename%7D&extensions=x',
    'query=a&query=b',
    'query=%7B__typename%7D&operationName=B',
  ].map((search) =>
    http(
      'methods',
      {
        method: 'GET',
        path: `/graphql?${search}`,
        headers: { accept: 'application/json', 'apollo-require-preflight': '1' },
      },
      bad(),
    ),
  ),
];

const methods: readonly Draft[] = [
  ...['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'SEARCH', 'PURGE', 'LINK', 'COPY', 'MKCOL', 'LOCK'].map((method) =>
    http('methods', { method, body: PLAIN }, bad('method not allowed', 405)),
  ),
  ...[
    '/',
    '/graphql/',
    '//graphql',
    '/GraphQL',
    '/graphql%00',
    '/%67raphql',
    '/graphql;x',
    '/graphiql',
    '/playground',
    '/console',
    '/admin',
    '/debug',
    '/.env',
    '/.git/config',
    '/etc/passwd',
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/../../package.json',
    '/page/..%2f..%2fpackage.json',
    '/server-status',
    '/actuator/env',
    '/api',
    '/v1/graphql',
    '/subscriptions',
    '/.well-known/apollo/server-health',
    '/favicon.ico',
    '/robots.txt',
    '/%',
    '/%ff',
    '/\u00e9',
  ].map((path) => http('paths', { path, body: PLAIN }, { as: 'ERROR', says: 'no such path|method not allowed' })),
  ...[1_000, 8_000].map((length) =>
    http('paths', { path: ['/', { repeat: 'a', times: length }], body: PLAIN }, bad('no such path', 404)),
  ),
];

const unauthenticated: Expectation = { as: 'ERROR', status: 401, code: 'UNAUTHENTICATED' };
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const CLAIMS = encoded({
  sub: 'admin',
  roles: ['ADMIN'],
  exp: 4_102_444_800,
  iat: 1_700_000_000,
  caller: { subject: 'admin', kind: 'PERSON', roles: ['ADMIN'] },
});

/** Tokens that nobody issued. */
const TOKENS: readonly string[] = [
  'Bearer',
  'Bearer ',
  'Bearer x',
  'Bearer x.y',
  'Bearer x.y.z',
  'Bearer ..',
  'Bearer null',
  'Bearer undefined',
  'Bearer [object Object]',
  'Basic YWRtaW46YWRtaW4=',
  'Digest username="admin"',
  'Token abc',
  'bearer',
  'Bearer a b',
  'Bearer\u0009x',
  'Negotiate abc',
  'x',
  `Bearer ${encoded({ alg: 'none' })}.${CLAIMS}.`,
  `Bearer ${encoded({ alg: 'None', typ: 'JWT' })}.${CLAIMS}.x`,
  `Bearer ${encoded({ alg: 'HS256', kid: 'x' })}.${CLAIMS}.c2ln`,
  `Bearer ${encoded({ alg: 'EdDSA', kid: 'nobody' })}.${CLAIMS}.c2ln`,
  `Bearer ${encoded({ alg: 'EdDSA', jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' } })}.${CLAIMS}.c2ln`,
  `Bearer ${encoded({ alg: 'EdDSA', jku: 'http://169.254.169.254/keys' })}.${CLAIMS}.c2ln`,
  `Bearer ${encoded({ alg: 'EdDSA', x5u: 'http://localhost/keys' })}.${CLAIMS}.c2ln`,
  `Bearer ${encoded({ alg: 'EdDSA', kid: '../../../../dev/null' })}.${CLAIMS}.c2ln`,
  `Bearer ${encoded({ alg: 'EdDSA', kid: "' OR 1=1 --" })}.${CLAIMS}.c2ln`,
  `Bearer ${encoded({ alg: 'EdDSA', crit: ['exp'] })}.${CLAIMS}.c2ln`,
  `Bearer ${encoded({ alg: 'RS256' })}.${CLAIMS}.c2ln`,
  `Bearer ${encoded({ alg: 'ES256' })}.${CLAIMS}.${'A'.repeat(86)}`,
  `Bearer ${encoded({ alg: 'dir', enc: 'A256GCM' })}..aaaa.bbbb.cccc`,
  `Bearer ${encoded({})}.${CLAIMS}.`,
  `Bearer ${encoded([])}.${encoded([])}.`,
  `Bearer ${'A'.repeat(6_000)}.${'B'.repeat(6_000)}.C`,
  `Bearer eyJ.${'.'.repeat(3_000)}`,
];

const tokens: readonly Draft[] = TOKENS.map((authorization) =>
  http('tokens', { body: PLAIN, headers: { ...JSON_TYPE, authorization } }, unauthenticated),
);

export const httpRequests: readonly Draft[] = [...bodyRequests, ...crossSite, ...methods, ...tokens, ...pageSizes];
