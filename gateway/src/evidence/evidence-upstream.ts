import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import {
  ASSERTION_HEADER,
  type Caller,
  EVIDENCE_REQUEST_HEADERS,
  REQUEST_ID_HEADER,
  type SubgraphName,
} from '@gridlink/contracts';
import { type AssertionSigner, requestStatement } from '@gridlink/subgraph-kit';
import { type Dispatcher, Pool } from 'undici';
import { childTraceparent, traceContextOf } from '../upstream/trace-context.ts';

export type EvidenceUpstreamOptions = {
  /** Address of the graph of the service that keeps evidence; evidence is beside it. */
  readonly url: string;
  readonly sign: AssertionSigner;
  readonly connections: number;
  /** Longest silence while bytes come in. */
  readonly silentMs: number;
};

/** One request about a file, on behalf of a caller. */
export type EvidenceRequest = {
  readonly method: 'POST' | 'GET';
  readonly path: string;
  /** With its question mark; empty without one. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly caller: Caller;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** Fires when nobody waits for it any more. */
  readonly signal: AbortSignal;
  readonly body?: Readable;
};

export type EvidenceUpstream = {
  /** Rejects with undici's errors. */
  send(request: EvidenceRequest): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
};

const OWNER: SubgraphName = 'tickets';
const GRAPH = /\/graphql$/;
/** As long as the front lets an upload take: the answer comes when its last byte is stored. */
const ANSWER_WITHIN_MS = 600_000;

/** Hands files on to the service that keeps them, over connections of their own: an upload takes no place from a query. */
export function createEvidenceUpstream(options: EvidenceUpstreamOptions): EvidenceUpstream {
  const { origin, pathname } = new URL(options.url);
  const prefix = pathname.replace(GRAPH, '');
  const pool = new Pool(origin, {
    connections: options.connections,
    headersTimeout: ANSWER_WITHIN_MS,
    bodyTimeout: options.silentMs,
    connect: { timeout: options.silentMs },
  });
  return {
    send({ method, path, search, headers, caller, requestId, traceparent, signal, body }) {
      const crossing = Object.fromEntries(
        EVIDENCE_REQUEST_HEADERS.flatMap((name) =>
          headers[name] === undefined ? [] : [[name, String(headers[name])]],
        ),
      );
      const statement = requestStatement({ method, path, search, headers: crossing }, EVIDENCE_REQUEST_HEADERS);
      return pool.request({
        method,
        path: prefix + path + search,
        signal,
        headers: {
          ...crossing,
          [ASSERTION_HEADER]: options.sign({ audience: OWNER, caller, body: statement }),
          [REQUEST_ID_HEADER]: requestId,
          traceparent: childTraceparent(traceContextOf(traceparent)),
        },
        ...(body ? { body } : {}),
      });
    },
    close: () => pool.close(),
  };
}
