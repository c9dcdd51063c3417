/** One request nobody should send, and what it gets. Everything not said is an HTTP 400 that reaches no subgraph. */
export type Hostile = {
  readonly what: string;
  /** A GraphQL document, or a whole body where it is not about the document. */
  readonly query?: string;
  readonly body?: string;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  /** Part of the first error's message. */
  readonly says: RegExp;
};

const times = (count: number, make: (index: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);
const wrapped = (levels: number, open: string, inside: string, close: string): string =>
  `${open.repeat(levels)}${inside}${close.repeat(levels)}`;
const brackets = (levels: number): string => wrapped(levels, '[', '', ']');

const TOKENS = /tokens/i;
const SYNTAX = /Syntax Error/;

const deep: Hostile[] = [
  {
    what: 'fields sixty deep',
    query: `{ grid(id: "1") ${wrapped(30, '{ openTickets { grid ', '{ id }', ' } }')} }`,
    says: /层级过深/,
  },
  {
    what: 'depth hidden in fragments',
    query: `{ grid(id: "1") { ...f0 } } ${times(12, (n) => `fragment f${n} on Grid { openTickets { grid { ...f${n + 1} } } }`)} fragment f12 on Grid { id }`,
    says: /层级过深/,
  },
  {
    what: 'depth hidden in inline fragments',
    query: `{ grid(id: "1") { ${wrapped(20, '... on Grid { openTickets { grid { ', 'id', ' } } }')} } }`,
    says: /层级过深/,
  },
  { what: 'ten thousand braces', query: wrapped(10_000, '{ a ', '', '}'), says: TOKENS },
  { what: 'a list value a thousand deep', query: `{ echo(value: ${brackets(1_000)}) }`, says: /参数值嵌套过深/ },
  { what: 'a list value fifty thousand deep', query: `{ echo(value: ${brackets(50_000)}) }`, says: /嵌套过深|tokens/ },
  {
    what: 'an object value a thousand deep',
    query: `{ echo(value: ${wrapped(700, '{a:', '1', '}')}) }`,
    says: /参数值嵌套过深/,
  },
  {
    what: 'variables a hundred deep',
    query: 'query ($v: JSON) { echo(value: $v) }',
    variables: JSON.parse(`{"v":${brackets(100)}}`),
    says: /变量嵌套过深/,
  },
  {
    what: 'variables fifty thousand deep',
    body: `{"query":"query ($v: JSON) { echo(value: $v) }","variables":{"v":${brackets(50_000)}}}`,
    says: /变量嵌套过深/,
  },
  {
    what: 'a variable type five hundred lists deep',
    query: `query ($v: ${wrapped(500, '[', 'Int', ']')}) { echo(value: $v) }`,
    says: /Variable|tokens|type/i,
  },
];

const wide: Hostile[] = [
  { what: 'a thousand aliases of one field', query: `{ ${times(1_000, (n) => `a${n}: __typename`)} }`, says: TOKENS },
  { what: 'two hundred aliases', query: `{ grid(id: "1") { ${times(200, (n) => `a${n}: name`)} } }`, says: /别名过多/ },
  {
    what: 'two hundred aliases at the top',
    query: `{ ${times(200, (n) => `a${n}: grid(id: "${n}") { id }`)} }`,
    says: /别名过多|顶层字段过多/,
  },
  {
    what: 'aliases that double in fragments',
    query: `{ grid(id: "1") { ...f0 } } ${times(7, (n) => `fragment f${n} on Grid { a${n}: openTickets { grid { ...f${n + 1} } } b${n}: openTickets { grid { ...f${n + 1} } } }`)} fragment f7 on Grid { x: id }`,
    says: /别名过多|数据过多|层级过深/,
  },
  {
    what: 'one field three thousand times',
    query: `{ grid(id: "1") { ${times(3_000, () => 'name')} } }`,
    says: TOKENS,
  },
  {
    what: 'forty fields at the top',
    query: `{ ${times(20, () => 'grid(id: "1") { id }')} ${times(20, () => 'matters { __typename }')} }`,
    says: /顶层字段过多/,
  },
  {
    what: 'fields at the top from fragments',
    query: `{ ${times(16, () => '...f')} } fragment f on Query { grid(id: "1") { id } matters { __typename } }`,
    says: /顶层字段过多/,
  },
  {
    what: 'forty changes in one request',
    query: `mutation { ${times(40, (n) => `m${n}: reportTicket(input: { text: "x", idempotencyKey: "${n}" }) { userErrors { code } }`)} }`,
    says: /顶层字段过多/,
  },
  {
    what: 'pages within pages',
    query:
      '{ matters { ... on Ticket { grid { openTickets { grid { openTickets { grid { openTickets { grid { openTickets { id } } } } } } } } } } }',
    says: /数据过多/,
  },
  {
    what: 'seventy thousand values in variables',
    query: 'query ($v: JSON) { echo(value: $v) }',
    variables: { v: Array.from({ length: 70_000 }, () => 0) },
    says: /变量过多/,
  },
];

const directives: Hostile[] = [
  {
    what: 'a hundred directives on one field',
    query: `{ __typename ${'@include(if: true) '.repeat(100)} }`,
    says: /only be used once|指令过多|errors/i,
  },
  {
    what: 'a hundred unknown directives',
    query: `{ __typename ${'@a '.repeat(100)} }`,
    says: /Unknown directive|Too many/,
  },
  {
    what: 'sixty directives on sixty fields',
    query: `{ grid(id: "1") { ${times(60, () => 'name @skip(if: false)')} } }`,
    says: /指令过多/,
  },
  {
    what: 'sixty directives on spreads',
    query: `{ ${times(60, () => '...f @include(if: true)')} } fragment f on Query { __typename }`,
    says: /指令过多/,
  },
  {
    what: 'a directive of the federation',
    query: '{ grid(id: "1") @join__field(graph: GRID) { id } }',
    says: /Unknown directive/,
  },
  {
    what: 'the access directive turned round',
    query: '{ surveyNotes @access(to: ["ANYONE"]) }',
    says: /Unknown directive|may not be used|指令|查询/,
  },
  { what: '@defer', query: '{ ... @defer { grid(id: "1") { id } } }', says: /Unknown directive|defer/i },
];

const fragments: Hostile[] = [
  { what: 'a fragment in itself', query: '{ ...f } fragment f on Query { ...f }', says: /Cannot spread fragment/ },
  {
    what: 'fragments in a ring',
    query: '{ ...a } fragment a on Query { ...b } fragment b on Query { ...c } fragment c on Query { ...a }',
    says: /Cannot spread fragment/,
  },
  {
    what: 'a ring nobody uses',
    query: '{ __typename } fragment a on Query { ...b } fragment b on Query { ...a }',
    says: /Cannot spread fragment|never used/,
  },
  { what: 'a fragment that is not there', query: '{ ...nowhere }', says: /Unknown fragment/ },
  {
    what: 'a fragment on a scalar',
    query: '{ ...f } fragment f on String { length }',
    says: /cannot condition on non composite/,
  },
  {
    what: 'a fragment that can never match',
    query: '{ grid(id: "1") { ... on Ticket { id } } }',
    says: /can never be of type/,
  },
  {
    what: 'two fragments of one name',
    query: '{ ...f } fragment f on Query { __typename } fragment f on Query { __typename }',
    says: /only one fragment named/,
  },
  {
    what: 'two hundred unused fragments',
    query: `{ __typename } ${times(200, (n) => `fragment f${n} on Query { __typename }`)}`,
    says: /never used|Too many/,
  },
];

const words: Hostile[] = [
  { what: 'nothing', query: '', says: /non-empty|query/i },
  { what: 'blanks', query: '   ', says: SYNTAX },
  { what: 'a comment of half a megabyte and nothing else', query: `#${'x'.repeat(500_000)}`, says: SYNTAX },
  { what: 'a string that never ends', query: '{ grid(id: "1', says: SYNTAX },
  { what: 'a block string that never ends', query: `{ grid(id: """${'x'.repeat(10_000)}`, says: SYNTAX },
  { what: 'a zero byte', query: '{ a\u0000 }', says: SYNTAX },
  { what: 'half a surrogate', query: '{ grid(id: "\\uD800") { id } }', says: SYNTAX },
  { what: 'letters that look like others', query: '{ grіd(id: "1") { id } }', says: SYNTAX },
  {
    what: 'a number of a thousand digits',
    query: `{ slow(milliseconds: ${'9'.repeat(1_000)}) }`,
    says: /Int cannot represent/,
  },
  { what: 'a subscription', query: 'subscription { grid(id: "1") { id } }', says: /no subscription/ },
  {
    what: 'a type definition',
    query: 'type Query { x: Int }',
    says: /not executable|operation|Unknown|查询|definition/i,
  },
  {
    what: 'a type definition beside a query',
    query: '{ __typename } extend type Query { x: Int }',
    says: /not executable/,
  },
  {
    what: 'two operations without a choice',
    query: 'query A { __typename } query B { __typename }',
    says: /未指定要执行的操作|operation/,
  },
  {
    what: 'an operation that is not there',
    query: 'query A { __typename }',
    operationName: 'B',
    says: /未指定要执行的操作|operation/,
  },
  {
    what: 'an operation name that is an object',
    query: '{ __typename }',
    operationName: { a: 1 },
    says: /operationName/,
  },
];

const types: Hostile[] = [
  { what: 'a field that is not there', query: '{ users { password } }', says: /Cannot query field/ },
  { what: 'an argument that is not there', query: '{ grid(id: "1", or: 1) { id } }', says: /Unknown argument/ },
  { what: 'no argument where one must be', query: '{ grid { id } }', says: /required/ },
  {
    what: 'an object for a string',
    query: '{ grid(id: { $ne: null }) { id } }',
    says: /Syntax Error|ID cannot represent/,
  },
  {
    what: 'an operator of the database in a variable',
    query: 'query ($id: ID!) { grid(id: $id) { id } }',
    variables: { id: { $ne: null } },
    says: /ID cannot represent/,
  },
  {
    what: 'a list for an id',
    query: 'query ($id: ID!) { grid(id: $id) { id } }',
    variables: { id: ['1', '2'] },
    says: /ID cannot represent/,
  },
  {
    what: 'a key the input does not have',
    query:
      'mutation { reportTicket(input: { text: "x", idempotencyKey: "k", __proto__: { admin: true } }) { userErrors { code } } }',
    says: /is not defined by type/,
  },
  { what: 'variables that are a list', query: '{ __typename }', variables: [1], says: /variables/ },
  { what: 'variables that are text', query: '{ __typename }', variables: '{}', says: /variables/ },
  { what: 'a query that is a number', body: '{"query":1}', says: /must be strings/ },
  { what: 'selections on a scalar', query: '{ grid(id: "1") { name { x } } }', says: /must not have a selection/ },
  { what: 'no selections on an object', query: '{ grid(id: "1") }', says: /must have a selection/ },
  { what: 'one name for two things', query: '{ a: grid(id: "1") { id } a: grid(id: "2") { id } }', says: /conflict/ },
  { what: 'the plumbing of the federation', query: '{ _service { sdl } }', says: /Cannot query field/ },
  {
    what: 'entities asked from outside',
    query: '{ _entities(representations: [{ __typename: "Grid", id: "1" }]) { ... on Grid { remark } } }',
    says: /Cannot query field|Unknown type/,
  },
];

const bodies: Hostile[] = [
  { what: 'no JSON', body: '{"query":', says: /not JSON/ },
  { what: 'nothing at all', body: '', says: /not JSON|body/i },
  { what: 'null', body: 'null', says: /body|JSON|object/i },
  { what: 'a batch', body: '[{"query":"{ __typename }"},{"query":"{ __typename }"}]', says: /batch/i },
  { what: 'an empty batch', body: '[]', says: /batch/i },
  {
    what: 'only the hash of a stored query',
    body: '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}',
    status: 200,
    says: /PersistedQueryNotSupported/,
  },
  {
    what: 'the name of another media type',
    query: '{ __typename }',
    headers: { 'content-type': 'text/plain' },
    says: /CSRF|preflight/,
  },
  {
    what: 'a form',
    body: 'query=%7B__typename%7D',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    says: /CSRF|preflight|not JSON/,
  },
  {
    what: 'two megabytes',
    query: `{ grid(id: "${'x'.repeat(2_000_000)}") { id } }`,
    status: 413,
    says: /over \d+ bytes/,
  },
];

const introspection: Hostile[] = [
  {
    what: 'the schema twice',
    query:
      '{ a: __schema { types { name } } b: __schema { types { fields { name } } } c: __schema { types { name } } d: __schema { types { name } } e: __schema { types { name } } }',
    says: /数据过多|Maximum introspection/i,
  },
  {
    what: 'types within types within types',
    query: `{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }`,
    says: /introspection depth|数据过多/i,
  },
  {
    what: 'what the public may not ask, beside what it may',
    query: '{ grid(id: "1") { name remark } }',
    status: 401,
    says: /Grid\.remark/,
  },
  {
    what: 'the same under another name',
    query: '{ grid(id: "1") { name: remark } }',
    status: 401,
    says: /Grid\.remark/,
  },
];

/** Requests of ill will and of bad luck, by what they try. */
export const corpus: readonly Hostile[] = [
  ...deep,
  ...wide,
  ...directives,
  ...fragments,
  ...words,
  ...types,
  ...bodies,
  ...introspection,
];
