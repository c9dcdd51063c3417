import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { createBoundedCache } from '../cache/bounded-cache.ts';
import { type Complete, FAILED, type Misfit } from './completion.ts';
import { conditionVariables, inclusion, type ReadBoolean } from './conditions.ts';
import { fragmentsOf } from './fragments.ts';
import type { JsonObject } from './json-object.ts';
import { objectShape } from './object-shape.ts';

export type Shaped = { readonly data: JsonObject | null; readonly misfits: readonly Misfit[] };

/** Cuts what the subgraphs answered to what the operation asks: its fields and names, its order, null where the schema demands it. */
export type AnswerShape = (data: JsonObject, variables: Readonly<JsonObject>) => Shaped;

type Operation = { readonly document: DocumentNode; readonly operation: OperationDefinitionNode };

/** Variables of @skip and @include may turn out in so many ways; for each that comes a shape is compiled and kept. */
const KEPT_SHAPES = 16;

export function answerShape(
  schema: GraphQLSchema,
  { document, operation }: Operation,
  booleanOf: ReadBoolean,
): AnswerShape {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`the graph has no ${operation.operation}`);
  const fragments = fragmentsOf(document);
  const conditions = conditionVariables(document);
  const compiled = createBoundedCache<string, Complete>(KEPT_SHAPES);

  const compile = (variables: Readonly<JsonObject>): Complete => {
    // The values are kept apart from the run's variables: shapes of rare types are compiled later, in other runs.
    const values = new Map(conditions.map((name) => [name, booleanOf(variables, name)]));
    const isIncluded = inclusion((name) => values.get(name) === true);
    return objectShape({ schema, fragments, isIncluded }, [{ set: operation.selectionSet, on: root }], root);
  };

  return (data, variables) => {
    const key = conditions.map((name) => (booleanOf(variables, name) ? '1' : '0')).join('');
    const complete = compiled.get(key) ?? compile(variables);
    compiled.set(key, complete);
    const misfits: Misfit[] = [];
    const completed = complete(data, { path: [], misfits }, 0);
    return { data: completed === FAILED ? null : (completed as JsonObject), misfits };
  };
}
