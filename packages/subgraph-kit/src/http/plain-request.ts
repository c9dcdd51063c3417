import type { ApolloServer, BaseContext } from '@apollo/server';
import type { HttpAnswer, HttpRequest } from './http-front.ts';

/** An operation as nearly all clients send it. */
export type PlainRequest = {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
};

const JSON_TYPE = 'application/json; charset=utf-8';
/** A page of another origin cannot send these without being asked first, which is what the protection against it demands. */
const PLAIN_TYPES: ReadonlySet<unknown> = new Set(['application/json', JSON_TYPE, 'application/json;charset=utf-8']);
const PLAIN_ACCEPTS: ReadonlySet<unknown> = new Set([undefined, '', '*/*', 'application/json']);

/**
 * The operation of a request that is written so plainly that Apollo Server's HTTP layer has nothing to check or to choose; undefined
 * for every other, which goes through that layer.
 */
export function plainRequest({ method, search, headers }: HttpRequest, body: unknown): PlainRequest | undefined {
  const isPlain =
    method === 'POST' && search === '' && PLAIN_TYPES.has(headers['content-type']) && PLAIN_ACCEPTS.has(headers.accept);
  if (!isPlain || !isObject(body)) return undefined;
  const { query, operationName, variables, ...more } = body;
  if (typeof query !== 'string' || query === '' || Object.keys(more).length > 0) return undefined;
  if (!isLeftOut(operationName) && typeof operationName !== 'string') return undefined;
  if (!isLeftOut(variables) && !isObject(variables)) return undefined;
  return {
    query,
    ...(isLeftOut(operationName) ? {} : { operationName }),
    ...(isLeftOut(variables) ? {} : { variables }),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLeftOut = (value: unknown): value is null | undefined => value === null || value === undefined;

/** Executes it with all of the server's plugins, errors formatted as ever. */
export async function executePlain<Context extends BaseContext>(
  server: ApolloServer<Context>,
  request: PlainRequest,
  contextValue: Context,
): Promise<HttpAnswer> {
  const { body, http } = await server.executeOperation(request, { contextValue });
  if (body.kind !== 'single') throw new Error('an answer in parts to a request that did not ask for it');
  const { errors, data, extensions } = body.singleResult;
  return {
    status: http.status ?? 200,
    headers: { 'content-type': JSON_TYPE, ...Object.fromEntries(http.headers) },
    body: `${JSON.stringify({ errors, data, extensions })}\n`,
  };
}
