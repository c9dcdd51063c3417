import type { Draft } from '../corpus/line.ts';
import { asked, invalid, refused, SYNTAX, times } from './drafts.ts';

const closed = invalid('introspection|Cannot query field');

/** Whoever maps the graph: production shows it to nobody, and suggests nothing. */
const introspection: readonly Draft[] = [
  '{ __schema { types { name } } }',
  '{ __schema { queryType { name } mutationType { name } } }',
  '{ __schema { directives { name args { name } } } }',
  '{ __type(name: "Ticket") { fields { name } } }',
  '{ __type(name: "Mutation") { name } }',
  'query IntrospectionQuery { __schema { types { fields { type { ofType { ofType { name } } } } } } }',
  '{ a: __schema { types { name } } b: __schema { types { name } } }',
  '{ ...f } fragment f on Query { __schema { types { name } } }',
  '{ ... on Query { __schema { types { name } } } }',
  '{ ... @include(if: true) { __schema { types { name } } } }',
  'query ($name: String!) { __type(name: $name) { name } }',
  '{ __typename __schema { __typename } }',
  `{ __schema { types { ${times(6, () => 'fields { type {')} name ${times(6, () => '} }')} } } }`,
].flatMap((document) => [
  asked('introspection', document, closed, { variables: { name: 'Query' } }),
  asked('introspection', document, closed, { variables: { name: 'Query' }, by: 'admin' }),
  asked('introspection', document.replaceAll(' ', '\n'), closed, { variables: { name: 'Query' } }),
]);

/** Guesses at names; an answer that suggests the right one would map the graph just as well. */
const GUESSES = [
  'user',
  'users',
  'password',
  'passwords',
  'admin',
  'account',
  'token',
  'tokens',
  'secret',
  'config',
  'debug',
  'health',
  'env',
  'logs',
  'sql',
  'exec',
  'shell',
  'file',
  'files',
  'eval',
  'grd',
  'gird',
  'tickts',
  'divison',
  'organisation',
  '_service',
  '_entities',
  '__services',
  '_sdl',
  '__ApolloGetServiceDefinition__',
  '_service_sdl',
  '_schema',
  '__resolveType',
  '_Any',
  'node',
  'nodes',
  'viewer',
  'root',
  'query',
  'mutation',
  'subscription',
  'null',
  'true',
] as const;

const guesses: readonly Draft[] = GUESSES.flatMap((name) => [
  asked('suggestions', `{ ${name} }`, {
    as: 'ERROR',
    status: 400,
    says: '^(?!.*Did you mean).*(Cannot query field|must have a selection)',
  }),
  asked('suggestions', `{ division(code: "1") { ${name} } }`, {
    as: 'ERROR',
    status: 400,
    says: '^(?!.*Did you mean)',
  }),
]);

const misspelt: readonly Draft[] = [
  '{ grid(cod: "1") { id } }',
  '{ grids(filtr: {}) { nodes { id } } }',
  '{ grids(filter: { kin: URBAN }) { nodes { id } } }',
  '{ grids(filter: { kind: URBN }) { nodes { id } } }',
  '{ ... on Qery { a } }',
  '{ a @inclde(if: true) }',
  'query ($a: Strng) { division(code: $a) { code } }',
  'mutation { logn(input: {}) { accessToken } }',
  'mutation { login(input: { logn: "a", passwrd: "b" }) { accessToken } }',
  '{ division(code: "1") { nam } }',
].map((document) => asked('suggestions', document, { as: 'ERROR', status: 400, says: '^(?!.*Did you mean)' }));

/** What only the gateway may ask of a subgraph. */
const federation: readonly Draft[] = [
  '{ _service { sdl } }',
  '{ _entities(representations: []) { __typename } }',
  '{ _entities(representations: [{ __typename: "Ticket", id: "1" }]) { ... on Ticket { text } } }',
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { idNumberMasked } } }',
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Grid { boundary } } }',
  '{ __type(name: "_Service") { name } }',
  '{ ... on _Service { sdl } }',
  'fragment f on _Entity { __typename } { _entities(representations: []) { ...f } }',
  '{ join__Graph }',
  '{ grid(code: "1") { _service { sdl } } }',
  '{ grid(code: "1") { __typename @join__field(graph: TICKETS) } }',
].flatMap((document) => [
  asked('federation', document, invalid('Cannot query field|Unknown|introspection|is not'), {
    variables: { r: [{ __typename: 'Person', id: '1' }] },
  }),
  asked('federation', document, invalid('Cannot query field|Unknown|introspection|is not'), {
    variables: { r: [{ __typename: 'Person', id: '1' }] },
    by: 'admin',
  }),
]);

/** What the public may not ask, hidden every way a document can hide it. */
const HIDDEN = [
  '{ me { subject } }',
  '{ tickets(first: 1) { nodes { id } } }',
  '{ accounts(first: 1) { nodes { id } } }',
  '{ persons(first: 1) { nodes { idNumberMasked } } }',
  '{ auditEntries(first: 1) { nodes { sequence } } }',
  '{ grid(code: "1") { tickets(first: 1) { nodes { text } } } }',
  '{ grid(code: "1") { name: externalId } }',
  '{ ...f } fragment f on Query { programs(organization: "x") { name } }',
  '{ ... on Query { ... on Query { shareRequests(first: 1) { nodes { id } } } } }',
  'query ($no: Boolean = false) { tickets(first: 1) @skip(if: $no) { nodes { id } } }',
  'query ($yes: Boolean!) { tickets(first: 1) @include(if: $yes) { nodes { id } } }',
  'query A { __typename } query B { tickets(first: 1) { nodes { id } } }',
  '{ division(code: "1") { code } person(id: "1") { phone(reveal: true) } }',
  'mutation { logout { userErrors { code } } }',
  'mutation { importDivisions(input: { jurisdiction: "j", rows: [] }) { userErrors { code } } }',
  'mutation { revokeAccount(input: { accountId: "1", reason: "x" }) { userErrors { code } } }',
  'mutation { voidTicket(input: { ticketId: "1", words: "x" }) { userErrors { code } } }',
  'mutation { registerProgram(input: { organization: "x", name: "x", roles: [ADMIN] }) { clientSecret } }',
] as const;

const forbidden: readonly Draft[] = HIDDEN.map((document) =>
  asked(
    'not-allowed',
    document,
    { as: 'ERROR', status: 401, code: 'UNAUTHENTICATED' },
    {
      variables: { yes: true },
      ...(document.startsWith('query A') ? { operationName: 'B' } : {}),
    },
  ),
);

/** Choosing an operation so that one fence looks at another than the one that runs. */
const names: readonly Draft[] = [
  ['query A { __typename } query B { __typename }', undefined],
  ['query A { __typename } query B { __typename }', ''],
  ['query A { __typename } query B { __typename }', 'C'],
  ['query A { __typename } query B { __typename }', 'a'],
  ['query A { __typename } query B { __typename }', ' A'],
  ['query A { __typename } query B { __typename }', 'A\u0000'],
  ['query A { __typename } { __typename }', 'A'],
  ['{ __typename } { __typename }', undefined],
  ['query A { __typename } query A { __typename }', 'A'],
  ['{ __typename }', '__proto__'],
  ['query constructor { __typename }', 'toString'],
  ['{ __typename }', ['A']],
  ['{ __typename }', { a: 1 }],
  ['{ __typename }', 1],
  ['{ __typename }', true],
].map(([document, operationName]) =>
  asked('operation names', document as string, { as: 'ERROR', status: 400 }, { operationName }),
);

const kinds: readonly Draft[] = [
  ...[
    'type Query { x: Int }',
    'extend type Query { x: Int }',
    'schema { query: Query }',
    'scalar X',
    'enum E { A }',
    'input I { a: Int }',
    'union U = Query',
    'interface I { a: Int }',
    'directive @d on FIELD',
    'extend schema @link(url: "x")',
  ].flatMap((definition) => [
    asked('definitions', definition, { as: 'ERROR', status: 400 }),
    asked('definitions', `{ __typename } ${definition}`, invalid('not executable|too many|Unknown|already|must')),
  ]),
  ...['"""described""" { __typename }', 'subscription', 'subscription {', 'live query { a }'].map((document) =>
    asked('definitions', document, SYNTAX),
  ),
];

const extensions: readonly Draft[] = [
  { persistedQuery: { version: 1, sha256Hash: 'ab' } },
  { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
  { persistedQuery: { version: 2, sha256Hash: 'a'.repeat(64) } },
  { persistedQuery: { version: 1, sha256Hash: { $ne: null } } },
].map((value) =>
  asked(
    'persisted queries',
    undefined,
    { as: 'ERROR', says: 'PersistedQuery|persisted|non-empty|query|sha256Hash' },
    { extensions: value },
  ),
);

const shapes: readonly Draft[] = [[], 'x', 1, true].map((value) =>
  asked('persisted queries', '{ __typename }', refused('extensions'), { extensions: value }),
);

export const probing: readonly Draft[] = [
  ...introspection,
  ...guesses,
  ...misspelt,
  ...federation,
  ...forbidden,
  ...names,
  ...kinds,
  ...extensions,
  ...shapes,
];
