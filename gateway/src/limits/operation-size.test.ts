import { describe, expect, it } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { measureOperation } from './operation-size.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query { me: Person, tags: [Person!]!, people(first: Int): PersonConnection, any: [Any!] }
  type Person { id: ID!, friend: Person, friends(first: Int): PersonConnection, many: [Person] }
  type PersonConnection { nodes: [Person!]!, edges: [Edge!]! }
  type Edge { node: Person! }
  union Any = Person | Edge
`);

const measure = (source: string, variables: Record<string, unknown> = {}) => {
  const document = parse(source);
  const [operation] = document.definitions;
  return measureOperation(schema, { document, operation: operation as OperationDefinitionNode, variables });
};

describe('the size of an operation', () => {
  it.each([
    ['{ me { id } }', 2],
    ['{ me { friend { friend { id } } } }', 4],
    ['{ ...f } fragment f on Query { me { ...g } } fragment g on Person { friend { id } }', 3],
    ['{ any { ... on Person { friend { id } } } }', 3],
  ])('%s has %d levels', (source, depth) => {
    expect(measure(source).size.depth).toBe(depth);
  });

  it.each([
    ['{ a: me { id } b: me { id } }', 2],
    ['{ ...f ...f } fragment f on Query { a: me { b: id } }', 4],
  ])('%s has %d aliases', (source, aliases) => {
    expect(measure(source).size.aliases).toBe(aliases);
  });

  it('counts directives wherever they stand', () => {
    const source = 'query @a { me @b { id @c } ... @d { me { id } } ...f @e } fragment f on Query { me @f { id } }';
    expect(measure(source).size.directives).toBe(6);
  });

  it('counts fields at the top through fragments', () => {
    expect(measure('{ me { id } ...f ...f } fragment f on Query { me { id } tags { id } }').size.rootFields).toBe(5);
  });

  it.each([
    ['a single object', '{ me { id } }', 1],
    ['a plain list', '{ tags { id } }', 10],
    ['a page that names no size', '{ people { nodes { id } } }', 40],
    ['a page that does', '{ people(first: 5) { nodes { id } } }', 10],
    ['a page larger than pages are', '{ people(first: 100000) { nodes { id } } }', 400],
    [
      'pages in pages',
      '{ people(first: 10) { nodes { friends(first: 10) { nodes { id } } } } }',
      10 * (1 + 1 + 10 * 2),
    ],
    ['an introspection', '{ __schema { types { name } } }', 5_000],
    ['the name of a type', '{ __typename me { __typename } }', 1],
  ])('%s costs what its answer may hold', (_what, source, cost) => {
    expect(measure(source).size.cost).toBe(cost);
  });

  it.each([
    [{ n: 5 }, 10],
    [{}, 6],
    [{ n: 'many' }, 400],
    [{ n: -5 }, 2],
  ])('reads the size of a page out of the variables %j', (variables, cost) => {
    const { size, pageVariables } = measure('query ($n: Int = 3) { people(first: $n) { nodes { id } } }', variables);
    expect([size.cost, pageVariables]).toEqual([cost, ['n']]);
  });

  it('measures fragments that unfold to billions of fields in no time', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, level) => `fragment f${level} on Person { a: friend { ...f${level + 1} } b: friend { ...f${level + 1} } }`,
    ).join(' ');
    const { size } = measure(`{ me { ...f0 } } ${fragments} fragment f60 on Person { id }`);
    expect(size.aliases).toBeGreaterThan(2 ** 60);
  });
});
