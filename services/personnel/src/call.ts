import type { Caller } from '@gridlink/contracts';
import type { Scope, SubgraphContext } from '@gridlink/subgraph-kit';

/** What a use case is told of the request it serves. */
export type Call = {
  readonly caller: Caller;
  readonly scope: Scope;
  readonly now: Date;
  readonly requestId: string;
  readonly traceparent: string | undefined;
};

export const callOf = (context: SubgraphContext): Call => ({
  caller: context.caller,
  scope: context.scope,
  now: context.now(),
  requestId: context.requestId,
  traceparent: context.traceparent,
});
