import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { forbidden, unauthenticated } from '@gridlink/subgraph-kit';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { OperationShield } from './operation-shield.ts';

const NAMED = 10;

/** Refuses a whole operation with HTTP 403 (401 to who has not signed in) before it is planned, naming what the caller may not ask; no subgraph hears of it. */
export function shieldPlugin(shield: OperationShield, onRefusal: () => void): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request, contextValue }) {
          if (!operation) return;
          const refused = await shield(
            { document, operation, variables: request.variables ?? {} },
            contextValue.caller,
          );
          if (refused.length === 0) return;
          onRefusal();
          contextValue.log.info(
            { refused: refused.slice(0, NAMED), subject: contextValue.caller.subject },
            'operation refused',
          );
          throw mayNotAsk(refused, contextValue.caller.kind === 'PUBLIC');
        },
      };
    },
  };
}

/** The refusal of an operation, naming the first of the fields its caller may not ask for. */
export function mayNotAsk(coordinates: readonly string[], isPublic: boolean): GraphQLError {
  const named = coordinates.slice(0, NAMED).join(', ');
  const more = coordinates.length > NAMED ? ` (+${coordinates.length - NAMED})` : '';
  const { message, extensions } = isPublic
    ? unauthenticated(`请先登录或不要查询这些字段 (sign in, or leave these fields out): ${named}${more}`)
    : forbidden(`您的角色无权查询 (your role may not ask for): ${named}${more}`);
  const http = isPublic
    ? { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer realm="gridlink"']]) }
    : { status: 403 };
  return new GraphQLError(message, { extensions: { ...extensions, coordinates: coordinates.slice(0, NAMED), http } });
}
