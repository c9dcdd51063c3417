import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';

type Operation = Pick<FetchNode, 'operation' | 'operationName' | 'operationKind' | 'variableUsages'>;

const REPRESENTATIONS = 'representations';
const OWN = '_';

/** Names in the combined operation; variables of clients that begin alike are not combined with. */
export const representationsVariable = (index: number): string => `${OWN}of${index}`;
export const entitiesAlias = (index: number): string => `${OWN}at${index}`;

/**
 * Several requests for entities of one subgraph as one: each `_entities` under an alias and with a variable of its own. Undefined
 * where the requests do not lend themselves to it. Saves the subgraph and us a whole request each.
 */
export function combinedOperation(nodes: readonly Operation[]): Operation | undefined {
  const [first] = nodes;
  if (!first || nodes.some((node) => !isPlain(node))) return undefined;
  if (nodes.length === 1) return first;
  const parts = nodes.map(({ operation }, index) => partOf(parse(operation), index));
  const whole = parts.filter((part) => part !== undefined);
  const [head] = whole;
  if (!head || whole.length !== parts.length) return undefined;
  const variables = new Map<string, VariableDefinitionNode>();
  for (const { variableDefinitions } of whole)
    for (const definition of variableDefinitions ?? []) variables.set(definition.variable.name.value, definition);
  const definition: OperationDefinitionNode = {
    ...head,
    variableDefinitions: [...variables.values()],
    selectionSet: { ...head.selectionSet, selections: whole.flatMap((part) => part.selectionSet.selections) },
  };
  return {
    operation: stripIgnoredCharacters(print(definition)),
    operationName: first.operationName,
    operationKind: first.operationKind,
    variableUsages: [...new Set(nodes.flatMap(({ variableUsages = [] }) => variableUsages))],
  };
}

const isPlain = ({ operationKind, variableUsages = [] }: Operation): boolean =>
  operationKind === 'query' && variableUsages.every((name) => !name.startsWith(OWN) && name !== REPRESENTATIONS);

/** A request's only definition with names of its own; undefined when it is of another form than the planner's. */
function partOf({ definitions }: DocumentNode, index: number): OperationDefinitionNode | undefined {
  const [operation, ...more] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || more.length > 0 || operation.directives?.length)
    return undefined;
  const [field, ...others] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || field.name.value !== '_entities' || others.length > 0) return undefined;
  const renamed = visit(operation, {
    Variable: (node) =>
      node.name.value === REPRESENTATIONS
        ? { ...node, name: { ...node.name, value: representationsVariable(index) } }
        : undefined,
  });
  const [entities] = renamed.selectionSet.selections as readonly FieldNode[];
  if (!entities) return undefined;
  const aliased: FieldNode = { ...entities, alias: { kind: Kind.NAME, value: entitiesAlias(index) } };
  return { ...renamed, selectionSet: { ...renamed.selectionSet, selections: [aliased] } };
}
