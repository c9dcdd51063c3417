import { setImmediate } from 'node:timers/promises';
import { type ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { type Caller, ROLES } from '@gridlink/contracts';
import type { Logger } from '@gridlink/subgraph-kit';
import type { DocumentNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { traceContextOf } from '../upstream/trace-context.ts';

/** An operation that will be asked, by its text. */
export type KnownOperation = { readonly query: string; readonly operationName?: string };

/** An operation past validation and fences, as the planner wants it. */
export type Plannable = {
  readonly document: DocumentNode;
  readonly queryHash: string;
  readonly operationName: string | undefined;
};

export type WarmUp = {
  readonly plugin: ApolloServerPlugin<GatewayContext>;
  /** Parses, validates, measures and plans each operation; nothing is asked of any subgraph. Resolves to those the graph refuses. */
  warm(server: ApolloServer<GatewayContext>, operations: readonly KnownOperation[]): Promise<readonly KnownOperation[]>;
};

/** A warm-up is a courtesy: what is left after this time is planned when it is asked. */
const AT_MOST_MS = 15_000;

/** Nobody, with every role: what any role may ask passes the shields, which stay in force. */
const EVERY_ROLE: Caller = { subject: 'warm-up', kind: 'PERSON', roles: [...ROLES] };

/** Does for an operation what its first asker would have waited for. `plan` makes the plan and keeps it where the executor looks. */
export function createWarmUp(plan: (asked: Plannable) => Promise<void>, log: Logger): WarmUp {
  // The server hands copies of a context to its plugins, so the context is known by its signal. That one has fired already: even an
  // operation that were carried out by mistake would reach no subgraph.
  const signal = AbortSignal.abort();
  const contextValue: GatewayContext = {
    caller: EVERY_ROLE,
    requestId: 'warm-up',
    trace: traceContextOf(undefined),
    signal,
    log,
  };
  return {
    plugin: {
      async requestDidStart() {
        return {
          async responseForOperation({ contextValue: asked, document, queryHash, request }) {
            if (asked.signal !== signal) return null;
            await plan({ document, queryHash: queryHash ?? '', operationName: request.operationName });
            return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data: null } } };
          },
        };
      },
    },
    async warm(server, operations) {
      const refused: KnownOperation[] = [];
      const end = performance.now() + AT_MOST_MS;
      for (const operation of operations) {
        if (performance.now() > end) break;
        const { body } = await server.executeOperation(operation, { contextValue });
        if (body.kind === 'single' && body.singleResult.errors) refused.push(operation);
        // Planning is work without a pause; requests come in between.
        await setImmediate();
      }
      return refused;
    },
  };
}
