import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** One field of one object type that an operation asks for, with each place where it does. */
export type AskedField = { readonly type: GraphQLObjectType; readonly field: string; readonly nodes: FieldNode[] };

type Objects = ReadonlySet<GraphQLObjectType>;

/**
 * Everything the operation may ask for, by coordinate (`Ticket.stage`). Interfaces and unions stand for all their object types,
 * narrowed by the conditions of fragments; only the operation that is run is looked at; a selection counts unless a literal
 * @skip or @include rules it out. Introspection is not listed: whether it is open is decided elsewhere.
 */
export function askedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, AskedField> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const asked = new Map<string, AskedField>();
  // A fragment asked of the same object types asks for the same fields: without this, nested fragments double at each level.
  const visited = new Set<string>();

  const visitField = (node: FieldNode, objects: Objects): void => {
    const field = node.name.value;
    if (field.startsWith('__')) return;
    const next = new Set<GraphQLObjectType>();
    for (const type of objects) {
      const definition = type.getFields()[field];
      if (!definition) continue;
      const coordinate = `${type.name}.${field}`;
      const known = asked.get(coordinate);
      if (known) known.nodes.push(node);
      else asked.set(coordinate, { type, field, nodes: [node] });
      for (const object of objectsOf(schema, getNamedType(definition.type).name)) next.add(object);
    }
    if (node.selectionSet) visitAll(node.selectionSet, next);
  };

  const visitFragment = (name: string, objects: Objects): void => {
    const fragment = fragments.get(name);
    if (!fragment) return;
    const narrowed = narrow(schema, objects, fragment.typeCondition.name.value);
    const key = `${name} ${[...narrowed].map((type) => type.name).join(' ')}`;
    if (visited.has(key)) return;
    visited.add(key);
    visitAll(fragment.selectionSet, narrowed);
  };

  const visitAll = ({ selections }: SelectionSetNode, objects: Objects): void => {
    if (objects.size === 0) return;
    for (const selection of selections) {
      if (isNeverAsked(selection.directives)) continue;
      if (selection.kind === Kind.FIELD) visitField(selection, objects);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) visitFragment(selection.name.value, objects);
      else visitAll(selection.selectionSet, narrow(schema, objects, selection.typeCondition?.name.value));
    }
  };

  const root = schema.getRootType(operation.operation);
  if (root) visitAll(operation.selectionSet, new Set([root]));
  return asked;
}

function objectsOf(schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

function narrow(schema: GraphQLSchema, objects: Objects, condition: string | undefined): Objects {
  if (condition === undefined) return objects;
  return new Set(objectsOf(schema, condition).filter((type) => objects.has(type)));
}

/** True for `@skip(if: true)` and `@include(if: false)`; a variable may turn out either way. */
function isNeverAsked(directives: readonly DirectiveNode[] | undefined): boolean {
  return (directives ?? []).some(({ name, arguments: given }) => {
    const condition = given?.find((argument) => argument.name.value === 'if')?.value;
    if (condition?.kind !== Kind.BOOLEAN) return false;
    return (name.value === 'skip' && condition.value) || (name.value === 'include' && !condition.value);
  });
}
