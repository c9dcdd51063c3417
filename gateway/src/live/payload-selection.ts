import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
type Variables = Readonly<Record<string, unknown>>;

function isSelected(node: SelectionNode, variables: Variables): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

/**
 * What is selected of one object whose type is known, by the name it has in the answer. Fragments are unfolded and @skip and @include
 * decided, as execution does it (GraphQL specification, CollectFields); selections inside the fields are left as they are.
 */
export function selectedFields(
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
  variables: Variables,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const walkFragment = (name: string): void => {
    const fragment = fragments.get(name);
    if (!fragment || visited.has(name)) return;
    visited.add(name);
    walk(fragment.selectionSet);
  };
  const take = (node: SelectionNode): void => {
    if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet);
    else if (node.kind === Kind.FRAGMENT_SPREAD) walkFragment(node.name.value);
    else {
      const name = node.alias?.value ?? node.name.value;
      fields.set(name, [...(fields.get(name) ?? []), node]);
    }
  };
  const walk = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) if (isSelected(node, variables)) take(node);
  };
  for (const set of sets) walk(set);
  return fields;
}
