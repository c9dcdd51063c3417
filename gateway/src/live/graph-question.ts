import {
  type ArgumentNode,
  type ASTNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parseType,
  print,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { Asked } from './live-fields.ts';
import type { Fragments } from './payload-selection.ts';

/** The query the graph is asked for each push. */
export type GraphQuestion = {
  readonly query: string;
  /** Name of the variable that says what the push is about. */
  readonly about: string;
  /** Variables of the client's that it uses. */
  readonly variables: readonly string[];
  /** Names in its answer; where all are null, the caller may not see what the push is about. */
  readonly keys: readonly string[];
};

const PROOF_KEY = 'proof';
const name = (value: string) => ({ kind: Kind.NAME, value }) as const;

function namesIn(nodes: readonly ASTNode[], kind: Kind.VARIABLE | Kind.FRAGMENT_SPREAD): ReadonlySet<string> {
  const found = new Set<string>();
  const enter = (node: { readonly name: { readonly value: string } }): void => void found.add(node.name.value);
  for (const node of nodes) visit(node, { [kind]: enter });
  return found;
}

/** Fragments that nodes use, directly or through each other. */
function fragmentsOf(nodes: readonly ASTNode[], fragments: Fragments): readonly FragmentDefinitionNode[] {
  const used = new Set<FragmentDefinitionNode>();
  const look = (from: readonly ASTNode[]): void => {
    for (const spread of namesIn(from, Kind.FRAGMENT_SPREAD)) {
      const fragment = fragments.get(spread);
      if (!fragment || used.has(fragment)) continue;
      used.add(fragment);
      look([fragment]);
    }
  };
  look(nodes);
  return [...used];
}

/** A name no variable of the client has. */
function freeName(taken: readonly VariableDefinitionNode[]): string {
  const names = new Set(taken.map(({ variable }) => variable.name.value));
  let free = 'about';
  while (names.has(free)) free += '_';
  return free;
}

type Selected = { readonly key: string; readonly nodes: readonly FieldNode[] };

/**
 * Makes a query of the part of a subscription that the graph has to answer. Where the client asks for nothing of it, the least is asked
 * all the same: whether something is pushed at all depends on whether the caller may see what it is about.
 */
export function graphQuestion(
  { field: _, ...asked }: Asked,
  selected: readonly Selected[],
  { operation, fragments }: { readonly operation: OperationDefinitionNode; readonly fragments: Fragments },
): GraphQuestion {
  const defined = operation.variableDefinitions ?? [];
  const about = freeName(defined);
  const argument: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: name(asked.argument.name),
    value: { kind: Kind.VARIABLE, name: name(about) },
  };
  const rooted = ({ selectionSet }: Partial<FieldNode>, key: string): FieldNode => ({
    kind: Kind.FIELD,
    alias: name(key),
    name: name(asked.query),
    arguments: [argument],
    ...(selectionSet ? { selectionSet } : {}),
  });
  const least: FieldNode = { kind: Kind.FIELD, name: name(asked.least) };
  const proof = rooted({ selectionSet: { kind: Kind.SELECTION_SET, selections: [least] } }, PROOF_KEY);
  const roots = selected.flatMap(({ key, nodes }) => nodes.map((node) => rooted(node, key)));
  const used = fragmentsOf(roots, fragments);
  const names = namesIn([...roots, ...used], Kind.VARIABLE);
  const variables = defined.filter(({ variable }) => names.has(variable.name.value));
  const question: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: [
      ...variables,
      {
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: name(about) },
        type: parseType(asked.argument.type),
      },
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: roots.length > 0 ? roots : [proof] },
  };
  return {
    query: print({ kind: Kind.DOCUMENT, definitions: [question, ...used] }),
    about,
    variables: variables.map(({ variable }) => variable.name.value),
    keys: selected.length > 0 ? selected.map(({ key }) => key) : [PROOF_KEY],
  };
}
