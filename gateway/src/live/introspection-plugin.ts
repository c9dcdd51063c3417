import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  buildASTSchema,
  execute,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  printSchema,
} from 'graphql';
import type { GatewayContext } from '../context.ts';
import { withLive } from './live-type-defs.ts';

/** True where nothing but the schema itself is asked for. */
const isIntrospection = ({ selectionSet }: OperationDefinitionNode): boolean =>
  selectionSet.selections.every((node) => node.kind === Kind.FIELD && node.name.value.startsWith('__'));

/**
 * Answers introspection with what can be subscribed to as well, which the server's own schema does not have. The schema for it is made
 * when somebody asks for the first time: in production, where nobody may, it is never there.
 */
export function introspectionPlugin(): ApolloServerPlugin<GatewayContext> {
  let whole: { readonly of: GraphQLSchema; readonly schema: GraphQLSchema } | undefined;
  const wholeSchema = (of: GraphQLSchema): GraphQLSchema => {
    if (whole?.of !== of) {
      const document = withLive(parse(printSchema(of)));
      whole = { of, schema: buildASTSchema(document, { assumeValidSDL: true }) };
    }
    return whole.schema;
  };
  return {
    async requestDidStart() {
      return {
        async responseForOperation({ document, operation, request, schema }) {
          if (!isIntrospection(operation)) return null;
          const { data = null, errors } = await execute({
            schema: wholeSchema(schema),
            document,
            variableValues: request.variables ?? null,
            operationName: request.operationName ?? null,
          });
          const singleResult = { data, ...(errors ? { errors: errors.map((error) => error.toJSON()) } : {}) };
          return { http: { headers: new HeaderMap() }, body: { kind: 'single' as const, singleResult } };
        },
      };
    },
  };
}
