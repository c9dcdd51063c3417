import { type FieldDefinitionNode, type ObjectTypeDefinitionNode, visit } from 'graphql';
import type { SubgraphSchema } from './stated-access.ts';

const hasDirective = (node: FieldDefinitionNode | ObjectTypeDefinitionNode, name: string): boolean =>
  node.directives?.some((directive) => directive.name.value === name) ?? false;

const withoutDescription = <Node extends { readonly description?: unknown }>({ description: _, ...node }: Node) => node;

/**
 * Takes the descriptions off another service's entity where a subgraph only adds to it: the owner's words are the ones clients read.
 * A stub is known by its key, which has no rule of its own there. Takes schemas whose rules are on the fields (`withStatedAccess`).
 */
export function withoutStubDescriptions({ name, typeDefs }: SubgraphSchema): SubgraphSchema {
  const undescribed = (type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode | undefined => {
    const isUnruled = (field: FieldDefinitionNode): boolean =>
      !hasDirective(field, 'access') && !hasDirective(field, 'external');
    const fields = type.fields ?? [];
    if (!hasDirective(type, 'key') || !fields.some(isUnruled)) return undefined;
    return {
      ...withoutDescription(type),
      fields: fields.map((field) => (isUnruled(field) ? withoutDescription(field) : field)),
    };
  };
  return { name, typeDefs: visit(typeDefs, { ObjectTypeDefinition: { leave: undescribed } }) };
}
