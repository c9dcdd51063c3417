import { ERROR_CODES, GraphError } from '@gridlink/subgraph-kit';
import type { GraphQLFormattedError } from 'graphql';
import { BodyTooLarge } from './body-too-large.ts';
import { NoPlace } from './places.ts';

export type Place = {
  /** Name of the subgraph. */
  readonly service: string;
  /** Where in the answer the missing fields belong, e.g. `tickets.nodes.@.grid`; empty for the root. */
  readonly at: string;
};

type Words = readonly [chinese: string, english: string];

const AWAY: Words = ['暂时不可用，请稍后重试', 'is not available: try again'];
const SLOW: Words = ['响应超时，请稍后重试', 'did not answer in time: try again'];
const TOO_MUCH: Words = ['返回的数据过大，请缩小查询范围', 'answered with too much data: ask for less'];
const CROWDED: Words = ['正忙，请稍后重试', 'has too much to do: try again'];
const DROPPED: Words = ['未能在限定时间内完成', 'could not finish before the request ended'];

const PASSED_ON: ReadonlySet<unknown> = new Set(ERROR_CODES);
const TIMEOUTS: ReadonlySet<unknown> = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** The connection broke before an answer began; for a query it is safe to ask again. */
const BROKEN: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** Nobody listened, or nobody by that name yet: whatever was asked has not left this process. */
const REFUSED: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

export const isBrokenConnection = (error: unknown): boolean => BROKEN.has(codeOf(error));

export const isRefusedConnection = (error: unknown): boolean => REFUSED.has(codeOf(error));

const RETRY_AFTER_SECONDS = 2;

/** What the caller is told when a subgraph could not be asked; names the service, never its address. */
export function unavailable(
  place: Place,
  [chinese, english]: Words = AWAY,
  retryAfterSeconds = RETRY_AFTER_SECONDS,
): GraphError {
  return new GraphError(
    'UPSTREAM_UNAVAILABLE',
    `服务 ${place.service} ${chinese} (service ${place.service} ${english})`,
    {
      service: place.service,
      ...(place.at ? { at: place.at } : {}),
      retryAfterSeconds,
    },
  );
}

/** A subgraph that is not asked for a while because it answered nobody in time. */
export const paused = (place: Place, seconds: number): GraphError => unavailable(place, SLOW, seconds);

export const isTimeout = (error: unknown): boolean => TIMEOUTS.has(codeOf(error));
const isAbort = (error: unknown): boolean => (error as Error | null)?.name === 'AbortError';

/** Translates what went wrong on the way to a subgraph. */
export function upstreamError(error: unknown, place: Place): GraphError {
  if (error instanceof GraphError) return error;
  if (error instanceof BodyTooLarge) return unavailable(place, TOO_MUCH);
  if (error instanceof NoPlace) return unavailable(place, CROWDED);
  if (isTimeout(error)) return unavailable(place, SLOW);
  if (isAbort(error)) return unavailable(place, DROPPED);
  return unavailable(place);
}

/** True for an error whose code is part of the graph's own vocabulary and may be shown; others are a fault between gateway and subgraph. */
export const isPassedOn = (error: GraphQLFormattedError): boolean => PASSED_ON.has(error.extensions?.code);
