import type { Draft } from '../corpus/line.ts';
import { asked, invalid, SYNTAX, times, tooLarge } from './drafts.ts';

const NAME = 'directives';
const FIELD = '{ division(code: "1") { code';

/** Directives of the federation and of our own, which no client may use. */
const OURS = [
  '@access(to: ["ANYONE"])',
  '@join__field(graph: GRID)',
  '@join__type(graph: GRID)',
  '@join__graph(name: "x", url: "http://elsewhere")',
  '@link(url: "https://elsewhere")',
  '@key(fields: "id")',
  '@shareable',
  '@requires(fields: "id")',
  '@external',
  '@inaccessible',
  '@override(from: "grid")',
  '@composeDirective(name: "@x")',
  '@authenticated',
  '@requiresScopes(scopes: [])',
  '@policy(policies: [])',
  '@defer',
  '@defer(if: true, label: "x")',
  '@stream',
  '@stream(initialCount: 0)',
  '@oneOf',
  '@deprecated',
  '@specifiedBy(url: "https://elsewhere")',
  '@live',
  '@cacheControl(maxAge: 999999)',
  '@export(as: "x")',
  '@client',
  '@connection(key: "x")',
] as const;

const unknown = invalid('Unknown directive|may not be used|Unknown argument|only be used once');

function onEverything(): Draft[] {
  return OURS.flatMap((directive) => [
    asked(NAME, `${FIELD} ${directive} } }`, unknown),
    asked(NAME, `query Q ${directive} ${FIELD} } }`, unknown),
    asked(NAME, `{ ... ${directive} { __typename } }`, unknown),
  ]);
}

const conditions: readonly (readonly [string, string])[] = [
  ['@include', 'argument "if" of type "Boolean!" is required'],
  ['@skip', 'argument "if" of type "Boolean!" is required'],
  ['@include(if: null)', 'Expected value of type "Boolean!"'],
  ['@include(if: "true")', 'Boolean cannot represent'],
  ['@include(if: 1)', 'Boolean cannot represent'],
  ['@skip(if: {})', 'Boolean cannot represent'],
  ['@skip(if: [true])', 'Boolean cannot represent'],
  ['@include(if: TRUE)', 'Boolean cannot represent'],
  ['@include(unless: true)', 'Unknown argument'],
  ['@include(if: true, if: false)', 'only one argument'],
  ['@include(if: $nowhere)', 'not defined'],
  ['@skip(if: true) @skip(if: true)', 'only be used once'],
];

export const directives: readonly Draft[] = [
  ...onEverything(),
  ...conditions.flatMap(([directive, says]) => [
    asked(NAME, `${FIELD} ${directive} } }`, invalid(says)),
    asked(NAME, `{ ... ${directive} { __typename } }`, invalid(says)),
  ]),
  ...['query', 'mutation'].map((kind) =>
    asked(NAME, `${kind} @include(if: true) { __typename }`, invalid('may not be used')),
  ),
  asked(
    NAME,
    'query ($a: Int @include(if: true)) { division(code: "1") { code } }',
    invalid('may not be used|never used'),
  ),
  asked(NAME, '{ ...f } fragment f on Query @skip(if: false) { __typename }', invalid('may not be used')),
  ...[51, 100, 200].map((count) =>
    asked(NAME, `{ division(code: "1") { ${times(count, () => 'name @skip(if: false)')} } }`, tooLarge('指令过多')),
  ),
  ...[51, 150].map((count) =>
    asked(
      NAME,
      `{ ${times(count, () => '...f @include(if: true)')} } fragment f on Query { __typename }`,
      tooLarge('指令过多|顶层字段过多'),
    ),
  ),
  ...[51, 150].map((count) =>
    asked(
      NAME,
      `{ ${times(count, () => '... @include(if: true) { __typename }')} }`,
      tooLarge('指令过多|顶层字段过多'),
    ),
  ),
  ...[100, 300].map((count) =>
    asked(NAME, `{ __typename ${'@include(if: true) '.repeat(count)} }`, invalid('only be used once|too many')),
  ),
  ...[100, 700].map((count) =>
    asked(NAME, `{ __typename ${'@a '.repeat(count)} }`, invalid('Unknown directive|too many')),
  ),
  ...[5_000, 100_000].map((count) => asked(NAME, ['{ __typename ', { repeat: '@a ', times: count }, '}'], SYNTAX)),
  ...['{ a @ }', '{ a @1 }', '{ a @include( }', '{ a @include(if) }', '{ a @include() }', '@include { a }'].map(
    (document) => asked(NAME, document, SYNTAX),
  ),
];
