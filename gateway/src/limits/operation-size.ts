import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** How large an operation is once its fragments are unfolded. */
export type OperationSize = {
  /** Levels of fields. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  /** Objects the answer may hold: a page counts its rows, a plain list ten. */
  readonly cost: number;
};

export type MeasuredOperation = {
  readonly size: OperationSize;
  /** Variables that set the length of a page: the size holds for these values of them only. */
  readonly pageVariables: readonly string[];
};

export type Measurable = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
};

type Node = { readonly directives?: readonly unknown[] | undefined };
type Part = Omit<OperationSize, 'rootFields'>;

const EMPTY: Part = { depth: 0, aliases: 0, directives: 0, cost: 0 };
/** A page that names no size, and the largest one lists give; the subgraphs hold to the same figures. */
const PAGE = { byDefault: 20, most: 200 } as const;
const PLAIN_LIST = 10;
/** An introspection reads the whole schema, however little it selects. */
const INTROSPECTION_COST = 5_000;

/**
 * Measures a validated operation. Each fragment is measured once, so that a document whose fragments would unfold to billions of
 * fields takes no longer than its length.
 */
export function measureOperation(
  schema: GraphQLSchema,
  { document, operation, variables }: Measurable,
): MeasuredOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Part>();
  const readVariable = variableReader(operation, variables);
  const pageVariables = new Set<string>();

  const ofFragment = (name: string): Part => {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    const part = fragment ? ofSelections(fragment.selectionSet, fragment.typeCondition.name.value) : EMPTY;
    measured.set(name, part);
    return part;
  };

  const ofField = (node: FieldNode, parent: string): Part => {
    const own = { aliases: node.alias ? 1 : 0, directives: directivesOn(node) };
    if (node.name.value.startsWith('__')) return { ...own, depth: 1, cost: node.selectionSet ? INTROSPECTION_COST : 0 };
    const field = fieldOf(schema, parent, node.name.value);
    if (!field || !node.selectionSet) return { ...own, depth: 1, cost: 0 };
    const below = ofSelections(node.selectionSet, getNamedType(field.type).name);
    const page = pageArgument(node);
    if (page?.kind === Kind.VARIABLE) pageVariables.add(page.name.value);
    const rows = rowsOf(field, parent, page?.kind === Kind.VARIABLE ? readVariable(page.name.value) : page);
    return {
      depth: below.depth + 1,
      aliases: below.aliases + own.aliases,
      directives: below.directives + own.directives,
      cost: rows * (1 + below.cost),
    };
  };

  const ofSelections = ({ selections }: SelectionSetNode, parent: string): Part => {
    let whole = EMPTY;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) whole = together(whole, ofField(selection, parent));
      else {
        const part =
          selection.kind === Kind.FRAGMENT_SPREAD
            ? ofFragment(selection.name.value)
            : ofSelections(selection.selectionSet, selection.typeCondition?.name.value ?? parent);
        whole = together(whole, { ...part, directives: part.directives + directivesOn(selection) });
      }
    }
    return whole;
  };

  const root = schema.getRootType(operation.operation)?.name ?? '';
  const whole = ofSelections(operation.selectionSet, root);
  const rootFields = countRootFields(operation.selectionSet, fragments);
  return {
    size: { ...whole, directives: whole.directives + directivesOn(operation), rootFields },
    pageVariables: [...pageVariables],
  };
}

const directivesOn = ({ directives }: Node): number => directives?.length ?? 0;

const together = (a: Part, b: Part): Part => ({
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  directives: a.directives + b.directives,
  cost: a.cost + b.cost,
});

function fieldOf(schema: GraphQLSchema, parent: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(parent);
  return isCompositeType(type) && 'getFields' in type ? type.getFields()[name] : undefined;
}

/** The value given as `first` or `last`. */
function pageArgument(node: FieldNode): ValueNode | undefined {
  return node.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
}

/** Values of variables with the defaults that the operation itself declares. */
function variableReader({ variableDefinitions }: OperationDefinitionNode, given: Measurable['variables']) {
  return (name: string): ValueNode | number | undefined => {
    const value = given[name];
    // What is no number is refused later; until then it counts as the largest page.
    if (value !== undefined) return value === null ? undefined : typeof value === 'number' ? value : Number.NaN;
    return variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
  };
}

/** Rows of a page count at the connection, so its `edges` and `nodes` do not count again. */
function rowsOf(field: GraphQLField<unknown, unknown>, parent: string, page: ValueNode | number | undefined): number {
  if (isConnection(field.type)) return pageRows(page);
  return isList(field.type) && !parent.endsWith('Connection') ? PLAIN_LIST : 1;
}

function pageRows(page: ValueNode | number | undefined): number {
  if (page === undefined || (typeof page !== 'number' && page.kind === Kind.NULL)) return PAGE.byDefault;
  const rows = typeof page === 'number' ? page : page.kind === Kind.INT ? Number(page.value) : PAGE.most;
  return Number.isFinite(rows) ? Math.min(Math.max(rows, 1), PAGE.most) : PAGE.most;
}

function isConnection(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isObjectType(named) && named.name.endsWith('Connection');
}

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

function countRootFields(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  const counted = new Map<string, number>();
  const count = ({ selections }: SelectionSetNode): number =>
    selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + count(selection.selectionSet);
      const name = selection.name.value;
      const fragment = fragments.get(name);
      const known = counted.get(name) ?? (fragment ? count(fragment.selectionSet) : 0);
      counted.set(name, known);
      return sum + known;
    }, 0);
  return count(set);
}
