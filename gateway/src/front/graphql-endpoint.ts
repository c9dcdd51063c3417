import type { ServerResponse } from 'node:http';
import type { Caller } from '@gridlink/contracts';
import {
  executeGraphql,
  type HttpAnswer,
  type HttpRequest,
  type Logger,
  parseBody,
  type Route,
} from '@gridlink/subgraph-kit';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import { chargeTo } from '../limits/cost-budget.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { Admission } from '../safelist/admission.ts';
import type { CurrentGraph } from '../supergraph/current-graph.ts';
import { traceContextOf } from '../upstream/trace-context.ts';
import { admit, type ParsedRequest } from './admit.ts';
import { clientAddress } from './client-address.ts';
import { type AllowedOrigins, corsHeaders } from './cors.ts';
import { headerOf } from './header.ts';
import { identify } from './identify.ts';
import { gatewayFull, tooManyAtOnce, tooManyRequests } from './refusals.ts';
import { requestIdOf } from './request-id.ts';

export type EndpointOptions = {
  readonly graph: CurrentGraph;
  readonly admission: Admission;
  readonly verify: TokenVerifier;
  readonly rate: { readonly accounts: RateLimiter; readonly addresses: RateLimiter };
  /** Objects asked for, as requests are counted by `rate`. */
  readonly budget: { readonly accounts: RateLimiter; readonly addresses: RateLimiter };
  readonly concurrency: ConcurrencyLimiter;
  readonly origins: AllowedOrigins;
  readonly trustedProxies: number;
  /** Longest a request may take in all. */
  readonly requestTimeoutMs: number;
  readonly log: Logger;
  readonly onAnswer: (outcome: string, seconds: number) => void;
};

const isPublic = ({ kind }: Caller): boolean => kind === 'PUBLIC';

type Asking = { readonly caller: Caller; readonly key: string; readonly requestId: string };

/** One GraphQL request from the client's bytes to the answer's: who asks, how often, how many at once, then the graph. */
export function graphqlEndpoint(options: EndpointOptions): Route {
  return async (request, { response }) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(headerOf(request, 'x-request-id'));
    const answer = await answerFrom(options, request, { response, requestId });
    options.onAnswer(outcomeOf(answer.status), (performance.now() - startedAt) / 1000);
    const headers = { ...answer.headers, 'x-request-id': requestId };
    return { ...answer, headers: { ...headers, ...corsHeaders(request, options.origins) } };
  };
}

async function answerFrom(
  options: EndpointOptions,
  request: HttpRequest,
  { response, requestId }: { response: ServerResponse; requestId: string },
): Promise<HttpAnswer> {
  const address = `address ${clientAddress(request, options.trustedProxies)}`;
  const identified = await identify(request, options.verify);
  if ('answer' in identified) {
    // Guessing tokens is bounded by the address it is done from.
    const wait = options.rate.addresses(address, Date.now());
    return wait === null ? identified.answer : tooManyRequests(wait);
  }
  const { caller } = identified;
  const key = isPublic(caller) ? address : `account ${caller.subject}`;
  const wait = (isPublic(caller) ? options.rate.addresses : options.rate.accounts)(key, Date.now());
  if (wait !== null) return tooManyRequests(wait);
  const read = parseBody(request);
  if ('answer' in read) return read.answer;
  const admitted = admit({ ...request, ...read }, caller, options.admission);
  if ('answer' in admitted) return admitted.answer;
  const entered = options.concurrency.enter(key);
  if (entered !== 'ENTERED') return entered === 'CALLER_FULL' ? tooManyAtOnce() : gatewayFull();
  try {
    return await execute(options, admitted.request, { asking: { caller, key, requestId }, response });
  } finally {
    options.concurrency.leave(key);
  }
}

async function execute(
  options: EndpointOptions,
  request: ParsedRequest,
  { asking, response }: { asking: Asking; response: ServerResponse },
): Promise<HttpAnswer> {
  const dropped = new AbortController();
  const drop = (): void => dropped.abort();
  const timer = setTimeout(drop, options.requestTimeoutMs);
  response.once('close', drop);
  try {
    return await options.graph.use(({ server }) =>
      executeGraphql(server, request, async () => ({
        caller: asking.caller,
        requestId: asking.requestId,
        trace: traceContextOf(headerOf(request, 'traceparent')),
        signal: dropped.signal,
        log: options.log.child({ requestId: asking.requestId }),
        charge: chargeTo(isPublic(asking.caller) ? options.budget.addresses : options.budget.accounts, asking.key),
      })),
    );
  } finally {
    clearTimeout(timer);
    response.off('close', drop);
  }
}

const OUTCOMES: Readonly<Record<number, string>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  429: 'limited',
  503: 'unavailable',
};

function outcomeOf(status: number): string {
  if (status < 400) return 'ok';
  return OUTCOMES[status] ?? (status < 500 ? 'refused' : 'error');
}
