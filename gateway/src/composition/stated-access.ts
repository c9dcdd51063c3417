import { type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind, visit } from 'graphql';

/** A subgraph's schema as it is handed to composition. */
export type SubgraphSchema = { readonly name: string; readonly typeDefs: DocumentNode };

type ObjectNode = Extract<
  DocumentNode['definitions'][number],
  { kind: 'ObjectTypeDefinition' | 'ObjectTypeExtension' }
>;

const isAccess = (directive: ConstDirectiveNode): boolean => directive.name.value === 'access';
const has = (node: FieldDefinitionNode, directive: string): boolean =>
  node.directives?.some(({ name }) => name.value === directive) ?? false;

const isObject = (definition: DocumentNode['definitions'][number]): definition is ObjectNode =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;

/** The rule written on each object type, wherever in the document. */
function defaultsOf(typeDefs: DocumentNode): ReadonlyMap<string, ConstDirectiveNode> {
  const defaults = new Map<string, ConstDirectiveNode>();
  for (const definition of typeDefs.definitions.filter(isObject)) {
    const access = definition.directives?.find(isAccess);
    if (access) defaults.set(definition.name.value, access);
  }
  return defaults;
}

/**
 * Moves the rule of a type onto its fields. A type's default holds for the subgraph that wrote it: composed as it stands it would
 * also hold for the fields another subgraph adds to the same entity.
 */
export function withStatedAccess({ name, typeDefs }: SubgraphSchema): SubgraphSchema {
  const defaults = defaultsOf(typeDefs);
  const stated = (type: ObjectNode): ObjectNode => {
    const byDefault = defaults.get(type.name.value);
    const fields = (type.fields ?? []).map((field) =>
      byDefault && !has(field, 'access') && !has(field, 'external')
        ? { ...field, directives: [...(field.directives ?? []), byDefault] }
        : field,
    );
    return { ...type, fields, directives: (type.directives ?? []).filter((directive) => !isAccess(directive)) };
  };
  return {
    name,
    typeDefs: visit(typeDefs, { ObjectTypeDefinition: { leave: stated }, ObjectTypeExtension: { leave: stated } }),
  };
}

/** The roles a field's rule names, in one spelling; undefined where the field has no rule of its own. */
function rolesOn(field: FieldDefinitionNode): string | undefined {
  const to = field.directives?.find(isAccess)?.arguments?.find(({ name }) => name.value === 'to')?.value;
  if (to?.kind !== Kind.LIST) return undefined;
  return to.values
    .map((word) => (word.kind === Kind.STRING ? word.value : ''))
    .sort()
    .join(', ');
}

type RuledField = { readonly coordinate: string; readonly roles: string; readonly subgraph: string };

function ruledFields({ name, typeDefs }: SubgraphSchema): RuledField[] {
  return typeDefs.definitions.filter(isObject).flatMap((type) =>
    (type.fields ?? []).flatMap((field) => {
      const roles = rolesOn(field);
      return roles === undefined
        ? []
        : [{ coordinate: `${type.name.value}.${field.name.value}`, roles, subgraph: name }];
    }),
  );
}

/**
 * Fields that two subgraphs both resolve under different rules: composition would silently take the more frequent one.
 * Takes schemas whose rules are on the fields (`withStatedAccess`).
 */
export function accessConflicts(subgraphs: readonly SubgraphSchema[]): string[] {
  const known = new Map<string, RuledField>();
  return subgraphs.flatMap(ruledFields).flatMap((field) => {
    const first = known.get(field.coordinate) ?? field;
    known.set(field.coordinate, first);
    if (first.roles === field.roles) return [];
    return [`${field.coordinate}: ${first.subgraph} opens it to ${first.roles}, ${field.subgraph} to ${field.roles}`];
  });
}
