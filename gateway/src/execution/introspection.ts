import { type DocumentNode, executeSync, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { collectedFields } from './collected-fields.ts';
import { conditionVariables, inclusion, type ReadBoolean } from './conditions.ts';
import { fragmentsOf } from './fragments.ts';
import type { JsonObject } from './json-object.ts';

export type Introspect = (variables: Readonly<JsonObject>) => JsonObject;

const ABOUT_THE_SCHEMA: ReadonlySet<string> = new Set(['__schema', '__type']);

type Operation = { readonly document: DocumentNode; readonly operation: OperationDefinitionNode };

/** Answers what an operation asks about the schema; undefined when it asks nothing of the kind. Whether it may is decided by validation. */
export function introspection(
  schema: GraphQLSchema,
  { document, operation }: Operation,
  booleanOf: ReadBoolean,
): Introspect | undefined {
  const root = schema.getRootType(operation.operation);
  const fragments = fragmentsOf(document);
  if (!root) return undefined;
  const asked = (isIncluded: ReturnType<typeof inclusion>) =>
    collectedFields({ schema, fragments, isIncluded }, [{ set: operation.selectionSet, on: root }], root)
      .filter(({ node }) => ABOUT_THE_SCHEMA.has(node.name.value))
      .flatMap(({ nodes }) => nodes);
  if (asked(() => true).length === 0) return undefined;
  const isConditional = conditionVariables(document).length > 0;
  const always = isConditional ? undefined : asked(inclusion(() => false));

  return (variables) => {
    const selections = always ?? asked(inclusion((name) => booleanOf(variables, name)));
    if (selections.length === 0) return {};
    const only: OperationDefinitionNode = {
      ...operation,
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    };
    const { data, errors } = executeSync({
      schema,
      document: { kind: Kind.DOCUMENT, definitions: [only, ...fragments.values()] },
      variableValues: variables,
    });
    const [first] = errors ?? [];
    if (first) throw first;
    return data ?? {};
  };
}
