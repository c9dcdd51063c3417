import type { Draft, Expectation, Text } from '../corpus/line.ts';

type Sent = {
  readonly method: string;
  readonly path: Text;
  readonly headers?: Record<string, Text>;
  readonly body?: Text;
  readonly encoding?: 'base64';
  readonly to?: 'gateway' | 'personnel' | 'tickets' | 'grid' | 'dataexchange';
};

const http = (name: string, { body, encoding, headers, to, ...sent }: Sent, expect: Expectation): Draft => ({
  class: name,
  request: {
    kind: 'http',
    ...sent,
    ...(headers ? { headers } : {}),
    ...(body === undefined ? {} : { body }),
    ...(encoding ? { encoding } : {}),
    ...(to ? { to } : {}),
  },
  expect,
});

const JWKS = '/.well-known/jwks.json';
const SERVICES = ['personnel', 'tickets', 'grid', 'dataexchange'] as const;

/** Key set and other plain addresses, by the wrong method, name or body. */
const plain: readonly Draft[] = [
  ...['POST', 'PUT', 'DELETE', 'PATCH'].map((method) =>
    http('plain addresses', { method, path: JWKS, to: 'personnel', body: '{"keys":[]}' }, { as: 'ERROR', status: 405 }),
  ),
  ...[
    '/.well-known/jwks',
    '/.well-known/openid-configuration',
    '/.well-known/../.env',
    '/jwks.json',
    '/keys',
    '/.well-known/jwks.json/',
    '/.well-known/JWKS.json',
    '/token',
    '/oauth/token',
    '/login',
  ].map((path) => http('plain addresses', { method: 'GET', path, to: 'personnel' }, { as: 'ERROR', status: 404 })),
  ...['POST', 'PUT', 'DELETE', 'PATCH'].map((method) =>
    http('plain addresses', { method, path: '/exports/tickets.csv' }, { as: 'ERROR', status: 405 }),
  ),
  ...['/exports', '/exports/tickets/csv'].map((path) =>
    http('plain addresses', { method: 'GET', path }, { as: 'ERROR', status: 404 }),
  ),
  ...(['gateway', 'tickets'] as const).flatMap((to) =>
    ['/exports/tickets.csv?stage=CLOSED', '/exports/suggestions.csv', '/exports/meetings.xlsx'].map((path) =>
      http('plain addresses', { method: 'GET', path, to }, { as: 'ERROR', status: 401, code: 'UNAUTHENTICATED' }),
    ),
  ),
  ...SERVICES.flatMap((to) => [
    http('plain addresses', { method: 'GET', path: '/graphql', to }, { as: 'ERROR', status: 405 }),
    http(
      'plain addresses',
      {
        method: 'POST',
        path: '/graphql',
        to,
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ __typename }"}',
      },
      { as: 'ERROR', status: 401, code: 'UNAUTHENTICATED' },
    ),
    http(
      'plain addresses',
      {
        method: 'POST',
        path: '/graphql',
        to,
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ _service { sdl } }"}',
      },
      { as: 'ERROR', status: 401, code: 'UNAUTHENTICATED' },
    ),
    http(
      'plain addresses',
      {
        method: 'POST',
        path: '/graphql',
        to,
        headers: { 'content-type': 'application/json', 'x-gridlink-assertion': 'a.b.c' },
        body: '{"query":"{ __typename }"}',
      },
      { as: 'ERROR', status: 401, code: 'UNAUTHENTICATED' },
    ),
    http(
      'plain addresses',
      { method: 'POST', path: '/graphql', to, body: [{ repeat: 'x', times: 2_000_000 }] },
      { as: 'ERROR' },
    ),
    http('plain addresses', { method: 'GET', path: '/import', to }, { as: 'ERROR', status: 404 }),
  ]),
];

/** A workbook begins with these bytes; nothing here reads one, and it says so. */
const WORKBOOK = 'UEsDBBQABgAIAAAAIQBBN4LPcgEAAAQFAAATAAgCW0NvbnRlbnRfVHlwZXNdLnhtbA==';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'code,name\n410105000000,"区"\n';
const BOUNDARY = 'multipart/form-data; boundary=x';
const part = (name: string, type: string, content: string): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"; filename="rows.csv"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n--x--\r\n`;

/** Files: rows come as JSON in a mutation, and every other way in is shut with a reason. */
const files: readonly Draft[] = [
  http(
    'files',
    { method: 'POST', path: '/graphql', headers: { 'content-type': XLSX }, body: WORKBOOK, encoding: 'base64' },
    { as: 'ERROR', status: 415, says: 'content-type' },
  ),
  http(
    'files',
    {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/vnd.ms-excel' },
      body: WORKBOOK,
      encoding: 'base64',
    },
    { as: 'ERROR', status: 415, says: 'content-type' },
  ),
  http(
    'files',
    {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/zip' },
      body: WORKBOOK,
      encoding: 'base64',
    },
    { as: 'ERROR', status: 415, says: 'content-type' },
  ),
  http(
    'files',
    { method: 'POST', path: '/graphql', headers: { 'content-type': 'text/csv' }, body: CSV },
    { as: 'ERROR', status: 415, says: 'content-type' },
  ),
  http(
    'files',
    {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'text/csv; header=present' },
      body: ['=cmd|"/c calc"!A1,', { repeat: 'x,', times: 10_000 }],
    },
    { as: 'ERROR', status: 415, says: 'content-type' },
  ),
  http(
    'files',
    {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/geo+json' },
      body: '{"type":"FeatureCollection","features":[]}',
    },
    { as: 'ERROR', status: 415, says: 'content-type' },
  ),
  http(
    'files',
    {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{"a":1}\n{"a":2}\n',
    },
    { as: 'ERROR', status: 415, says: 'content-type' },
  ),
  http(
    'files',
    { method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json' }, body: CSV },
    { as: 'ERROR', status: 400, says: 'JSON' },
  ),
  http(
    'files',
    {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: WORKBOOK,
      encoding: 'base64',
    },
    { as: 'ERROR', status: 400, says: 'JSON' },
  ),
  http(
    'files',
    {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: '{"type":"FeatureCollection","features":[]}',
    },
    { as: 'ERROR', status: 400 },
  ),
  ...[
    part('operations', 'application/json', '{"query":"{ __typename }"}'),
    part('0', 'text/csv', CSV),
    part('file', XLSX, 'PK'),
    '--x--\r\n',
    '',
    '--x\r\n\r\n',
  ].map((body) =>
    http(
      'files',
      { method: 'POST', path: '/graphql', headers: { 'content-type': BOUNDARY }, body },
      { as: 'ERROR', status: 400 },
    ),
  ),
  ...['/upload', '/import', '/files', '/import.csv', '/rows.xlsx', '/api/import'].map((path) =>
    http(
      'files',
      { method: 'POST', path, headers: { 'content-type': XLSX }, body: WORKBOOK, encoding: 'base64' },
      { as: 'ERROR', status: 404 },
    ),
  ),
];

export const rest: readonly Draft[] = [...plain, ...files];
