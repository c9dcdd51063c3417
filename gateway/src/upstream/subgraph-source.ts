import type { GraphQLDataSource } from '@apollo/gateway';
import { ASSERTION_HEADER, type Caller, REQUEST_ID_HEADER } from '@gridlink/contracts';
import type { AssertionSigner } from '@gridlink/subgraph-kit';
import type { GraphQLFormattedError } from 'graphql';
import { Pool } from 'undici';
import type { GatewayContext } from '../context.ts';
import { boundedBody } from './bounded-body.ts';
import { childTraceparent } from './trace-context.ts';
import { isBrokenConnection, isPassedOn, type Place, unavailable, upstreamError } from './upstream-errors.ts';

export type SubgraphSourceOptions = {
  readonly name: string;
  /** Whole address, `http://host:port/graphql`. */
  readonly url: string;
  readonly sign: AssertionSigner;
  /** Longest wait for an answer's headers, and between two pieces of its body. */
  readonly timeoutMs: number;
  readonly responseLimitBytes: number;
  /** Most connections kept open to the subgraph; further requests wait their turn. */
  readonly connections: number;
  /** Called once per call, with its duration and `ok` or an error's code. */
  readonly onCall: (subgraph: string, outcome: string, seconds: number) => void;
  readonly onProblem: (message: string, details: Record<string, unknown>) => void;
};

export type SubgraphAnswer = {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
};

/** One subgraph as the planner asks it. */
export type SubgraphSource = GraphQLDataSource & {
  readonly name: string;
  /** Throws while the subgraph is not ready. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

type Call = { readonly body: string; readonly caller: Caller; readonly context: GatewayContext; readonly place: Place };
type Raw = { readonly status: number; readonly body: Buffer };

const KEEP_ALIVE_MS = 30_000;
const PING_TIMEOUT_MS = 2_000;
const SHOWN_ANSWER = 300;

/**
 * Asks a subgraph over undici's pool directly: the default data source spends most of the gateway's time in its fetch layers.
 * What those layers did is done here: identity, trace, timeouts, abort, a limit on answers, errors by kind.
 */
export function createSubgraphSource(options: SubgraphSourceOptions): SubgraphSource {
  const { name, timeoutMs, onCall } = options;
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, {
    connections: options.connections,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  });

  const send = async ({ body, caller, context }: Call): Promise<Raw> => {
    const assertion = await options.sign({ audience: name, caller, body });
    const response = await pool.request({
      path: pathname,
      method: 'POST',
      body,
      signal: context.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        [ASSERTION_HEADER]: assertion,
        [REQUEST_ID_HEADER]: context.requestId,
        traceparent: childTraceparent(context.trace),
      },
    });
    return { status: response.statusCode, body: await boundedBody(response.body, options.responseLimitBytes) };
  };

  const sendTwiceIfSafe = async (call: Call, isQuery: boolean): Promise<Raw> => {
    try {
      return await send(call);
    } catch (error) {
      // A subgraph that restarts closes idle connections while we write to them. A mutation may have been carried out already.
      if (!isQuery || !isBrokenConnection(error)) throw error;
      return send(call);
    }
  };

  const ask = async (call: Call, isQuery: boolean): Promise<SubgraphAnswer> => {
    const startedAt = performance.now();
    const done = (outcome: string): void => onCall(name, outcome, (performance.now() - startedAt) / 1000);
    try {
      const answer = readAnswer(await sendTwiceIfSafe(call, isQuery), call.place, options.onProblem);
      done('ok');
      return answer;
    } catch (error) {
      const translated = upstreamError(error, call.place);
      if (translated !== error && !call.context.signal.aborted) {
        options.onProblem('subgraph cannot be asked', {
          subgraph: name,
          requestId: call.context.requestId,
          error: String(error),
        });
      }
      done(String(translated.extensions.code));
      throw translated;
    }
  };

  return {
    name,
    async process(call) {
      if (!('incomingRequestContext' in call)) throw new Error(`${name} is asked for operations only`);
      const { query = '', variables, operationName } = call.request;
      const context = call.context as GatewayContext;
      const at = (call.pathInIncomingRequest ?? []).map((step) => String(step)).join('.');
      const body = JSON.stringify({ query, variables, operationName });
      return ask(
        { body, caller: context.caller, context, place: { service: name, at } },
        !query.startsWith('mutation'),
      );
    },
    async ping() {
      const { statusCode, body } = await pool.request({
        path: '/ready',
        method: 'GET',
        signal: AbortSignal.timeout(PING_TIMEOUT_MS),
      });
      await body.dump();
      if (statusCode !== 200) throw new Error(`${name} answers ${statusCode}`);
    },
    close: () => pool.close(),
  };
}

/** Reads a subgraph's answer. What only gateway and subgraph can have got wrong is kept from the caller, and said in the log. */
function readAnswer(
  { status, body }: Raw,
  place: Place,
  onProblem: SubgraphSourceOptions['onProblem'],
): SubgraphAnswer {
  const answer = parseAnswer(body);
  const errors = Array.isArray(answer?.errors) ? answer.errors : [];
  const isWhole = status === 200 || (status !== 401 && errors.length > 0);
  if (answer && isWhole && errors.every(isPassedOn)) return answer;
  onProblem('subgraph gave no usable answer', {
    subgraph: place.service,
    status,
    answer: body.toString('utf8', 0, SHOWN_ANSWER),
  });
  throw unavailable(place);
}

function parseAnswer(body: Buffer): SubgraphAnswer | undefined {
  try {
    const value = JSON.parse(body.toString('utf8')) as unknown;
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as SubgraphAnswer) : undefined;
  } catch {
    return undefined;
  }
}
