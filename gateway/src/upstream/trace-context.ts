import { randomUUID } from 'node:crypto';

/** One trace over gateway and subgraphs, as W3C Trace Context names it. */
export type TraceContext = {
  /** 32 hex digits. */
  readonly traceId: string;
  /** Two hex digits; 01 means sampled. */
  readonly flags: string;
};

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

/** Goes on with the caller's trace where its header is well-formed, else begins one. */
export function traceContextOf(traceparent: string | undefined): TraceContext {
  const [, traceId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  return traceId && flags ? { traceId, flags } : { traceId: randomUUID().replaceAll('-', ''), flags: '01' };
}

/** 16 hex digits. Those of a UUID, because node draws the randomness for many of these at once. */
function spanId(): string {
  const id = randomUUID();
  return id.slice(0, 8) + id.slice(-8);
}

/** The header for one call to a subgraph: the same trace, a span of its own. */
export const childTraceparent = ({ traceId, flags }: TraceContext): string => `00-${traceId}-${spanId()}-${flags}`;
