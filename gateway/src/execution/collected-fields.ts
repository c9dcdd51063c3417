import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';

/** Selections together with the type they are written for. */
export type Selections = { readonly set: SelectionSetNode; readonly on: GraphQLCompositeType };

/** Everything an operation selects under one name of the answer. */
export type CollectedField = {
  readonly name: string;
  /** The first of the places it is selected at; all others agree with it on field and arguments, or validation had refused. */
  readonly node: FieldNode;
  readonly on: GraphQLCompositeType;
  readonly nodes: FieldNode[];
};

export type Collecting = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Whether something with these directives is selected in this execution. */
  readonly isIncluded: (directives: readonly DirectiveNode[] | undefined) => boolean;
};

/** The fields that objects of a type have in the answer, in the answer's order. */
export function collectedFields(
  { schema, fragments, isIncluded }: Collecting,
  selections: readonly Selections[],
  runtime: GraphQLCompositeType,
): CollectedField[] {
  const fields = new Map<string, CollectedField>();
  const spread = new Set<string>();

  const addField = (node: FieldNode, on: GraphQLCompositeType): void => {
    const name = (node.alias ?? node.name).value;
    const known = fields.get(name);
    if (known) known.nodes.push(node);
    else fields.set(name, { name, node, on, nodes: [node] });
  };
  const addFragment = (set: SelectionSetNode, condition: string | undefined, on: GraphQLCompositeType): void => {
    const type = condition === undefined ? on : schema.getType(condition);
    if (isCompositeType(type) && (condition === undefined || applies(schema, type, runtime))) addAll(set, type);
  };
  const addSpread = (name: string, on: GraphQLCompositeType): void => {
    const fragment = fragments.get(name);
    if (!fragment || spread.has(name)) return;
    spread.add(name);
    addFragment(fragment.selectionSet, fragment.typeCondition.name.value, on);
  };
  const addAll = (set: SelectionSetNode, on: GraphQLCompositeType): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection.directives)) continue;
      if (selection.kind === 'Field') addField(selection, on);
      else if (selection.kind === 'FragmentSpread') addSpread(selection.name.value, on);
      else addFragment(selection.selectionSet, selection.typeCondition?.name.value, on);
    }
  };
  for (const { set, on } of selections) addAll(set, on);
  return [...fields.values()];
}

function applies(schema: GraphQLSchema, condition: GraphQLCompositeType, runtime: GraphQLCompositeType): boolean {
  if (condition === runtime) return true;
  return isAbstractType(condition) && (isObjectType(runtime) || isInterfaceType(runtime))
    ? schema.isSubType(condition, runtime)
    : false;
}
