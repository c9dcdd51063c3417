import { readAccessTable, SHARED_TYPE_DEFINITIONS } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { composeSupergraph } from './compose-supergraph.ts';

const subgraph = (name: string, sdl: string) => ({ name, typeDefs: `${SHARED_TYPE_DEFINITIONS}\n${sdl}` });

const owner = subgraph(
  'grid',
  `type Query { grid: Grid @access(to: ["ANYONE"]) }
   """
   网格
   A grid.
   """
   type Grid @key(fields: "id") @access(to: ["SIGNED_IN"]) { id: ID! name: String open: String @access(to: ["ANYONE"]) }`,
);
const stub = (fields = 'count: Int @access(to: ["AUDITOR"])') =>
  subgraph(
    'tickets',
    `type Query { ticketCount: Int @access(to: ["ANYONE"]) }
     """
     别处的网格
     A grid of another service.
     """
     type Grid @key(fields: "id") { id: ID! ${fields} }`,
  );

const composedOf = (...subgraphs: ReturnType<typeof subgraph>[]) => {
  const result = composeSupergraph(subgraphs);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.composed;
};
const problemsOf = (...subgraphs: ReturnType<typeof subgraph>[]): string => {
  const result = composeSupergraph(subgraphs);
  return 'problems' in result ? result.problems.join('\n') : '';
};

describe('a composition', () => {
  it.each([
    ['Grid.id', 'SIGNED_IN'],
    ['Grid.name', 'SIGNED_IN'],
    ['Grid.open', 'ANYONE'],
    ['Grid.count', 'AUDITOR'],
  ])('keeps who may read %s: %s', (coordinate, role) => {
    const schema = buildSchema(composedOf(owner, stub()).supergraph, { assumeValid: true });
    expect(readAccessTable(schema).get(coordinate)).toEqual([role]);
  });

  it('describes an entity in its owner’s words', () => {
    const { apiSchema } = composedOf(stub(), owner);
    expect([apiSchema.includes('A grid.'), apiSchema.includes('of another service')]).toEqual([true, false]);
  });

  it('shows clients nothing of the federation', () => {
    expect(composedOf(owner, stub()).apiSchema).not.toMatch(/join__|@key|_entities|@access\(to/);
  });

  it.each<[string, ReturnType<typeof subgraph>[], RegExp]>([
    [
      'a type two services see differently',
      [
        owner,
        subgraph('tickets', 'type Query { a: Int @access(to: ["ANYONE"]) } type Grid @key(fields: "id") { id: Int! }'),
      ],
      /Grid\.id/,
    ],
    [
      'a field two services both resolve',
      [owner, stub('name: String @access(to: ["SIGNED_IN"])')],
      /Grid\.name.*non-shareable/s,
    ],
    [
      'a field two services open to different roles',
      [
        subgraph(
          'grid',
          'type Query { a: Int @access(to: ["ANYONE"]) } type P @shareable @access(to: ["ADMIN"]) { x: Int }',
        ),
        subgraph(
          'tickets',
          'type Query { b: P @access(to: ["ANYONE"]) } type P @shareable @access(to: ["AUDITOR"]) { x: Int }',
        ),
      ],
      /P\.x: grid opens it to ADMIN, tickets to AUDITOR/,
    ],
    ['a field nobody rules', [subgraph('grid', 'type Query { a: Int }')], /Query\.a has no access rule/],
    [
      'an entity whose owner does not rule its key',
      [
        subgraph(
          'grid',
          'type Query { a: P @access(to: ["ANYONE"]) } type P @key(fields: "id") { id: ID! x: Int @access(to: ["ANYONE"]) }',
        ),
      ],
      /P\.id has no access rule/,
    ],
    [
      'a role that is not one',
      [subgraph('grid', 'type Query { a: Int @access(to: ["KING"]) }')],
      /Query\.a names unknown roles: KING/,
    ],
    [
      'two words for one thing',
      [
        subgraph('grid', 'type Query { a: E @access(to: ["ANYONE"]) } enum E { "甲" A }'),
        subgraph('tickets', 'type Query { b: E @access(to: ["ANYONE"]) } enum E { "乙" A }'),
      ],
      /INCONSISTENT_DESCRIPTION/,
    ],
  ])('refuses %s', (_what, subgraphs, problem) => {
    expect(problemsOf(...subgraphs)).toMatch(problem);
  });
});
