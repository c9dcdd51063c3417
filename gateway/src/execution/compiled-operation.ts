import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { answerShape } from './answer-shape.ts';
import type { Misfit } from './completion.ts';
import { booleanReader } from './conditions.ts';
import { introspection } from './introspection.ts';
import type { JsonObject } from './json-object.ts';
import { planSteps } from './plan-steps.ts';
import type { Planner } from './planner.ts';
import type { AskOf, Run } from './run.ts';

export type ExecutionResult = {
  readonly data: JsonObject | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: { readonly valueCompletion: readonly Misfit[] };
};

/** An operation that was planned and compiled, ready to be run for anybody with any variables. */
export type CompiledOperation = (variables: Readonly<JsonObject>, context: GatewayContext) => Promise<ExecutionResult>;

export type Operation = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
};

type CompileDeps = { readonly planner: Planner; readonly askOf: AskOf };

/** Plans and compiles; takes milliseconds, a run of it microseconds. */
export function compileOperation({ planner, askOf }: CompileDeps, asked: Operation): CompiledOperation {
  const { apiSchema, schema } = planner;
  const booleanOf = booleanReader(asked.operation);
  const plan = planner.plan(asked.document, asked.operationName);
  const isTrue = ({ variables }: Run, name: string): boolean => booleanOf(variables, name);
  const steps = planSteps({ schema, askOf, isTrue }, plan);
  const shape = answerShape(apiSchema, asked, booleanOf);
  const introspect = introspection(apiSchema, asked, booleanOf);

  return async (variables, context) => {
    const run: Run = { variables, context, data: {}, errors: [] };
    await steps(run);
    const { data, misfits } = shape(run.data, variables);
    const whole = introspect && data ? { ...data, ...introspect(variables) } : data;
    if (run.errors.length > 0) return { data: whole, errors: run.errors };
    // Nobody has said yet why something is missing.
    return misfits.length > 0 ? { data: whole, extensions: { valueCompletion: misfits } } : { data: whole };
  };
}
