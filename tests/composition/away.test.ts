import { join } from 'node:path';
import { type SubgraphSource, serviceSchemas } from '@gridlink/gateway';
import { describe, expect, it } from '@jest/globals';
import { Kind, type ObjectTypeDefinitionNode, parse, type TypeNode } from 'graphql';

const sources = serviceSchemas(join(import.meta.dirname, '../../services'));

const objectsOf = ({ typeDefs }: SubgraphSource): ObjectTypeDefinitionNode[] =>
  parse(typeDefs).definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
const hasDirective = (node: { directives?: readonly { name: { value: string } }[] }, name: string): boolean =>
  node.directives?.some((directive) => directive.name.value === name) ?? false;
const namedIn = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedIn(type.type));

/** True where a null in place of one object takes more with it than itself. */
function isItemRequired(type: TypeNode): boolean {
  if (type.kind === Kind.LIST_TYPE) return isItemRequired(type.type);
  if (type.kind !== Kind.NON_NULL_TYPE) return false;
  return type.type.kind === Kind.LIST_TYPE ? isItemRequired(type.type.type) : true;
}

/** Entities a service only points to: it knows their key, and another service says the rest. */
const foreignIn = (objects: readonly ObjectTypeDefinitionNode[]): ReadonlySet<string> =>
  new Set(
    objects
      .filter((type) => hasDirective(type, 'key') && !hasDirective(type, 'access'))
      .filter(({ fields = [] }) => fields.some((field) => !hasDirective(field, 'access')))
      .map(({ name }) => name.value),
  );

function required(source: SubgraphSource): string[] {
  const objects = objectsOf(source);
  const foreign = foreignIn(objects);
  return objects.flatMap((type) =>
    (type.fields ?? [])
      .filter((field) => foreign.has(namedIn(field.type)) && isItemRequired(field.type))
      .map((field) => `${type.name.value}.${field.name.value}`),
  );
}

describe('a service that is away', () => {
  it.each(sources.map((source) => [source.name, source] as const))(
    'takes nothing of %s with it: what another service answers may be null',
    (_name, source) => {
      expect(required(source)).toEqual([]);
    },
  );
});
