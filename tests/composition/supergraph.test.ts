import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUBGRAPHS } from '@gridlink/contracts';
import { composeSupergraph, descriptionProblems, type SubgraphSource, serviceSchemas } from '@gridlink/gateway';
import { readAccessTable } from '@gridlink/subgraph-kit';
import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  type FieldDefinitionNode,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  valueFromASTUntyped,
} from 'graphql';

const ROOT = join(import.meta.dirname, '../..');
const committed = (file: string): string => readFileSync(join(ROOT, 'gateway', file), 'utf8');

/** What may be changed without an account: a report or a suggestion made, or taken up again by its number and code, and ways to get an account's token. */
const OPEN_MUTATIONS = [
  'appealDecline',
  'login',
  'makeSuggestion',
  'mergeTicket',
  'programToken',
  'rateSuggestionAnswer',
  'refreshSession',
  'reopenTicket',
  'reportTicket',
  'supplementReport',
];

const sources = serviceSchemas(join(ROOT, 'services'));
const result = composeSupergraph(sources);

/** Coordinates of a subgraph's SDL whose field says itself who may read it, with the roles it names. */
function statedOn({ typeDefs }: SubgraphSource): [string, string[]][] {
  return parse(typeDefs)
    .definitions.filter(({ kind }) => kind === Kind.OBJECT_TYPE_DEFINITION || kind === Kind.OBJECT_TYPE_EXTENSION)
    .flatMap((definition) => {
      const { name, fields = [] } = definition as ObjectTypeDefinitionNode;
      return fields.flatMap((field) => {
        const roles = rolesOf(field);
        return roles ? [[`${name.value}.${field.name.value}`, roles] as [string, string[]]] : [];
      });
    });
}

function rolesOf({ directives = [] }: FieldDefinitionNode): string[] | undefined {
  const to = directives.find(({ name }) => name.value === 'access')?.arguments?.[0]?.value;
  return to ? (valueFromASTUntyped(to) as string[]) : undefined;
}

describe('the supergraph', () => {
  it('composes without an error or a hint', () => {
    expect('problems' in result ? result.problems : []).toEqual([]);
  });

  it('is made of all services', () => {
    expect(sources.map(({ name }) => name)).toEqual([...SUBGRAPHS]);
  });

  it.each([
    ['supergraph.graphql', 'supergraph'],
    ['schema.graphql', 'apiSchema'],
  ] as const)('is the committed one, as gateway/%s has it (else: pnpm compose)', (file, part) => {
    const composed = 'composed' in result ? result.composed[part] : '';
    expect(composed === committed(file)).toBe(true);
  });

  it('says in Chinese and English what each of its elements means', () => {
    expect(descriptionProblems(committed('schema.graphql'))).toEqual([]);
  });
});

describe('who may read what', () => {
  const schema = buildSchema(committed('supergraph.graphql'), { assumeValid: true });
  const table = readAccessTable(schema);

  it('[X03] is said for every field of every object', () => {
    const fields = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type))
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect(fields.filter((coordinate) => !table.has(coordinate))).toEqual([]);
  });

  it.each(sources.map((source) => [source.name, source] as const))(
    'is in the supergraph as %s says it',
    (_name, source) => {
      const differing = statedOn(source).filter(
        ([coordinate, roles]) => table.get(coordinate)?.join(' ') !== roles.join(' '),
      );
      expect(differing).toEqual([]);
    },
  );

  it('[X03] opens to the public the changes it needs, and no other', () => {
    const open = [...table].filter(([name, roles]) => name.startsWith('Mutation.') && roles.includes('ANYONE'));
    expect(open.map(([coordinate]) => coordinate.replace('Mutation.', '')).sort()).toEqual(OPEN_MUTATIONS);
  });
});
