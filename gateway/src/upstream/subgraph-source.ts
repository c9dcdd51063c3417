import { ASSERTION_HEADER, REQUEST_ID_HEADER } from '@gridlink/contracts';
import type { AssertionSigner } from '@gridlink/subgraph-kit';
import { Pool } from 'undici';
import type { GatewayContext } from '../context.ts';
import { type Circuit, type CircuitState, createCircuit } from './circuit.ts';
import { exchange, type RawAnswer } from './exchange.ts';
import type { Line } from './lines.ts';
import { createPatience } from './patience.ts';
import { createPlaces, type LineLimit, type Places, type Turn } from './places.ts';
import { type SubgraphAnswer, usableAnswer } from './subgraph-answer.ts';
import { childTraceparent } from './trace-context.ts';
import {
  isBrokenConnection,
  isRefusedConnection,
  isTimeout,
  type Place,
  paused,
  unavailable,
  upstreamError,
} from './upstream-errors.ts';

export type SubgraphSourceOptions = {
  readonly name: string;
  /** Whole address, `http://host:port/graphql`. */
  readonly url: string;
  readonly sign: AssertionSigner;
  /** Longest wait for an answer's headers, and between two pieces of its body. */
  readonly timeoutMs: number;
  readonly responseLimitBytes: number;
  /** Most requests at the subgraph at the same time, each on a connection that is kept open. */
  readonly connections: number;
  /** How many wait for one of these, and how long; further ones are refused. */
  readonly lines: Readonly<Record<Line, LineLimit>>;
  /** How long a subgraph that refuses connections is taken for one that restarts. */
  readonly patienceMs: number;
  /** Called once per call, with its duration and `ok` or an error's code. */
  readonly onCall: (subgraph: string, outcome: string, seconds: number) => void;
  readonly onProblem: (message: string, details: Record<string, unknown>) => void;
};

/** One request to a subgraph, its body already written. */
export type SubgraphQuestion = {
  readonly body: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly line: Line;
  readonly context: GatewayContext;
  /** Where in the answer the asked fields belong, e.g. `tickets.nodes.@.grid`; empty for the root. */
  readonly at: string;
};

/** One subgraph as plans ask it. */
export type SubgraphSource = {
  readonly name: string;
  /** Rejects with a GraphError that may be shown. */
  ask(question: SubgraphQuestion): Promise<SubgraphAnswer>;
  /** How it is doing now. */
  load(): { readonly inFlight: number; readonly waiting: number; readonly circuit: CircuitState };
  /** Throws while the subgraph is not ready. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

const KEEP_ALIVE_MS = 30_000;
const PING_TIMEOUT_MS = 2_000;
const SHOWN_ANSWER = 300;
const CIRCUIT = { timeouts: 5, pauseMs: 2_000 } as const;

/**
 * Asks a subgraph over undici's pool directly: the fetch layers of the usual data sources cost more than everything else a gateway does.
 * What those layers did is done here: identity, trace, timeouts, abort, a limit on answers, errors by kind; and what they did not do:
 * a bound on what is asked at the same time, and a pause for a subgraph that answers nobody in time.
 */
export function createSubgraphSource(options: SubgraphSourceOptions): SubgraphSource {
  const { name, timeoutMs, connections, lines } = options;
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, {
    connections,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  });
  const places = createPlaces({ places: connections, lines });
  const bridging = createPatience({
    patienceMs: options.patienceMs,
    now: () => performance.now(),
    isRefused: isRefusedConnection,
    isBroken: isBrokenConnection,
  });
  const circuit = createCircuit({ ...CIRCUIT, now: () => performance.now() });

  const send = (question: SubgraphQuestion): Promise<RawAnswer> => {
    const { context } = question;
    const body = Buffer.from(question.body);
    return exchange(pool, {
      path: pathname,
      body,
      limitBytes: options.responseLimitBytes,
      signal: context.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        [ASSERTION_HEADER]: options.sign({ audience: name, caller: context.caller, body }),
        [REQUEST_ID_HEADER]: context.requestId,
        traceparent: childTraceparent(context.trace),
      },
    });
  };

  const answerTo = async (question: SubgraphQuestion, place: Place): Promise<SubgraphAnswer> => {
    const { context, line } = question;
    const turn = { signal: context.signal, line, bytes: Buffer.byteLength(question.body) };
    const raw = await admitted({ places, circuit }, { turn, place }, () =>
      bridging({
        send: () => send(question),
        isRepeatable: question.kind === 'query',
        signal: context.signal,
      }),
    );
    const answer = usableAnswer(raw);
    if (answer) return answer;
    const shown = raw.body.toString('utf8', 0, SHOWN_ANSWER);
    options.onProblem('subgraph gave no usable answer', { subgraph: name, status: raw.status, answer: shown });
    throw unavailable(place);
  };

  return {
    name,
    async ask(question) {
      const startedAt = performance.now();
      const done = (outcome: string): void => options.onCall(name, outcome, (performance.now() - startedAt) / 1000);
      const place = { service: name, at: question.at };
      try {
        const answer = await answerTo(question, place);
        done('ok');
        return answer;
      } catch (error) {
        const translated = upstreamError(error, place);
        const { requestId, signal } = question.context;
        if (translated !== error && !signal.aborted)
          options.onProblem('subgraph cannot be asked', { subgraph: name, requestId, error: String(error) });
        done(String(translated.extensions.code));
        throw translated;
      }
    },
    load: () => ({ inFlight: places.taken, waiting: places.waiting, circuit: circuit.state }),
    async ping() {
      const signal = AbortSignal.timeout(PING_TIMEOUT_MS);
      const { statusCode, body } = await pool.request({ path: '/ready', method: 'GET', signal });
      await body.dump();
      if (statusCode !== 200) throw new Error(`${name} answers ${statusCode}`);
    },
    close: () => pool.close(),
  };
}

type Bounds = { readonly places: Places; readonly circuit: Circuit };

/** Sends within the bounds on the subgraph, and lets the circuit know what became of it. */
async function admitted(
  { places, circuit }: Bounds,
  { turn, place }: { readonly turn: Turn; readonly place: Place },
  sending: () => Promise<RawAnswer>,
): Promise<RawAnswer> {
  await places.take(turn);
  try {
    const wait = circuit.admit();
    if (wait !== null) throw paused(place, wait);
    return await settling(circuit, turn.signal, sending);
  } finally {
    places.leave();
  }
}

async function settling(circuit: Circuit, signal: AbortSignal, sending: () => Promise<RawAnswer>): Promise<RawAnswer> {
  try {
    const raw = await sending();
    circuit.settled('ANSWERED');
    return raw;
  } catch (error) {
    // Also a refused connection is an answer here: it comes at once, so nobody waits for it.
    const failed = isTimeout(error) ? 'TIMED_OUT' : 'ANSWERED';
    circuit.settled(signal.aborted ? 'DROPPED' : failed);
    throw error;
  }
}
