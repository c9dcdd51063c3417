import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { hasEndlessNumber } from './endless-number.ts';
import { literalDepth } from './literal-depth.ts';
import { type Measurable, type MeasuredOperation, measureOperation, type OperationSize } from './operation-size.ts';
import { createSizeMemory } from './size-memory.ts';
import { variableSize } from './variable-size.ts';

export type OperationLimits = Readonly<Record<keyof OperationSize, number>>;

export const VARIABLE_LIMITS = { depth: 16, values: 60_000 } as const;

const WORDS: Readonly<Record<keyof OperationSize, string>> = {
  depth: '查询层级过深 (levels of fields)',
  aliases: '别名过多 (aliases)',
  directives: '指令过多 (directives)',
  rootFields: '顶层字段过多 (fields at the top)',
  cost: '查询可能返回的数据过多 (objects the answer may hold)',
};

/** Refuses an operation that is too large before it is planned, saying which limit it passes and by how much. */
export function limitsPlugin(limits: OperationLimits): ApolloServerPlugin<GatewayContext> {
  const measured = createSizeMemory();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request, schema, contextValue }) {
          if (!operation) return;
          const variables = request.variables ?? {};
          refuseVariables(variables);
          const asked = { document, operation, variables };
          const size = measured.find(asked) ?? measured.keep(asked, measure(schema, asked));
          refuse(size, limits);
          contextValue.charge?.(size.cost);
        },
      };
    },
  };
}

function measure(schema: GraphQLSchema, asked: Measurable): MeasuredOperation {
  refuseLiterals(literalDepth(asked.document));
  if (hasEndlessNumber(asked.document)) throw tooLarge('数值超出范围 (a number is too large)');
  return measureOperation(schema, asked);
}

/** Throws for an operation that is too large, as the plugin does. */
export function refuseLarge(schema: GraphQLSchema, asked: Measurable, limits: OperationLimits): void {
  refuseVariables(asked.variables);
  refuse(measure(schema, asked).size, limits);
}

function refuse(size: OperationSize, limits: OperationLimits): void {
  for (const name of Object.keys(WORDS) as (keyof OperationSize)[]) {
    if (size[name] > limits[name]) throw tooLarge(`${WORDS[name]}: ${size[name]} > ${limits[name]}`);
  }
}

function refuseVariables(variables: unknown): void {
  const { depth, values } = variableSize(variables, VARIABLE_LIMITS);
  if (depth > VARIABLE_LIMITS.depth) throw tooLarge(`变量嵌套过深 (levels of variables): > ${VARIABLE_LIMITS.depth}`);
  if (values > VARIABLE_LIMITS.values) throw tooLarge(`变量过多 (values in variables): > ${VARIABLE_LIMITS.values}`);
}

function refuseLiterals(depth: number): void {
  if (depth > VARIABLE_LIMITS.depth)
    throw tooLarge(`参数值嵌套过深 (levels of values): ${depth} > ${VARIABLE_LIMITS.depth}`);
}

const tooLarge = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
