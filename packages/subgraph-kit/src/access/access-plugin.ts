import type { ApolloServerPlugin } from '@apollo/server';
import type { Caller } from '@gridlink/contracts';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { allow } from 'graphql-shield';
import { forbidden } from '../errors.ts';
import { readAccessTable } from './access-table.ts';
import { createOperationShield } from './operation-shield.ts';
import { rulesFromAccess } from './rule-tree.ts';

/** Open because only the gateway's identity gets this far; what lies below them has rules of its own. */
const PLUMBING = { Query: { _entities: allow, _service: allow }, _Service: { sdl: allow } };

/**
 * The subgraph's own fence: graphql-shield's rules, made of the schema's @access directives, decided on the whole operation before a
 * resolver or `__resolveReference` runs. A field without a rule is denied, and one denied field refuses the operation: the gateway
 * asks for nothing the caller may not see. Wrapping every field of every object, as the library does, costs as much as the answer.
 */
export function accessPlugin<Context extends { readonly caller: Caller }>(
  schema: GraphQLSchema,
): ApolloServerPlugin<Context> {
  const { Query, ...types } = rulesFromAccess(readAccessTable(schema)) as Record<string, object>;
  const shield = createOperationShield(schema, { ...types, ...PLUMBING, Query: { ...Query, ...PLUMBING.Query } });
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request, contextValue }) {
          if (!operation) return;
          const asked = { document, operation, variables: request.variables ?? {} };
          const refused = await shield(asked, contextValue.caller);
          if (refused.length > 0) throw refusal(refused);
        },
      };
    },
  };
}

/** An answer like any other with errors: the gateway reads its code, which a status would hide. */
function refusal(coordinates: readonly string[]): GraphQLError {
  const { message, extensions } = forbidden();
  return new GraphQLError(message, { extensions: { ...extensions, coordinates, http: { status: 200 } } });
}
