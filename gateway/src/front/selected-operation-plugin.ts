import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../context.ts';

/**
 * Refuses a document of which no operation is selected. Apollo Server finds none for an empty operation name, while the gateway's
 * executor takes that name as "the only one" and would run it past every fence that looks at the selected operation. So is one of a
 * kind the graph does not have (subscriptions), which validation lets pass and the executor fails on.
 */
export function selectedOperationPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, request, schema }) {
          if (operation && !schema.getRootType(operation.operation)) throw noSuchKind(operation.operation);
          if (operation && request.operationName !== '') return;
          throw new GraphQLError('未指定要执行的操作 (no operation of this name in the document)', {
            extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
          });
        },
      };
    },
  };
}

const noSuchKind = (kind: string): GraphQLError =>
  new GraphQLError(`不支持此类操作，订阅请用 /graphql/stream (no ${kind} here: subscriptions are at /graphql/stream)`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
