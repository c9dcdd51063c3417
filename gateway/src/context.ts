import type { Caller } from '@gridlink/contracts';
import type { Logger } from '@gridlink/subgraph-kit';
import type { TraceContext } from './upstream/trace-context.ts';

/** What goes with one request through the gateway. */
export type GatewayContext = {
  readonly caller: Caller;
  readonly requestId: string;
  readonly trace: TraceContext;
  /** Fires when the client has gone or the request has taken too long: whatever is asked of subgraphs for it is dropped. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Takes an operation's cost out of its caller's budget; throws when that is used up. Absent where nobody is charged. */
  readonly charge?: (cost: number) => void;
};
