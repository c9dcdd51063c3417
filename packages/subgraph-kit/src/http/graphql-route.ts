import type { ApolloServer, BaseContext } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { type HttpAnswer, type HttpRequest, json } from './http-front.ts';
import { executePlain, plainRequest } from './plain-request.ts';

/** A request's body as JSON, or the answer to one that is none. */
export function parseBody(request: HttpRequest): { readonly parsed: unknown } | { readonly answer: HttpAnswer } {
  if (request.method !== 'POST') return { parsed: undefined };
  const refused = unreadable(request.headers);
  if (refused) return { answer: refused };
  try {
    return { parsed: JSON.parse(request.body.toString('utf8')) as unknown };
  } catch {
    const message = MULTIPART.test(request.headers['content-type'] ?? '')
      ? '不接受文件上传，请以 JSON 发送 (uploads are not accepted: send JSON)'
      : 'the body is not JSON';
    return { answer: json(400, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }) };
  }
}

/** JSON, and the types a page of another origin can send unasked: those are left to the protection against just that. */
const JSON_TYPE = /^application\/(?:json|graphql\+json)\s*(?:;|$)/i;
const SIMPLE_TYPE = /^(?:text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i;

const MULTIPART = /^multipart\//i;

/** The refusal of a body that is not plain JSON. Compressed ones are not unpacked: a few kilobytes of them could be anything. */
function unreadable(headers: HttpRequest['headers']): HttpAnswer | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity')
    return notAccepted('content-encoding 不受支持，请发送未压缩的正文 (send the body uncompressed)');
  const type = headers['content-type'];
  if (type === undefined || JSON_TYPE.test(type) || SIMPLE_TYPE.test(type)) return undefined;
  return notAccepted('content-type 须为 application/json (content-type must be application/json)');
}

const notAccepted = (message: string): HttpAnswer =>
  json(415, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });

/**
 * Hands one HTTP request to Apollo Server; its own protections (CSRF prevention, content types) stay in force. `parsed` is its body
 * where somebody has read it already.
 */
export async function executeGraphql<Context extends BaseContext>(
  server: ApolloServer<Context>,
  request: HttpRequest & { readonly parsed?: unknown },
  context: () => Promise<Context>,
): Promise<HttpAnswer> {
  const read = 'parsed' in request ? { parsed: request.parsed } : parseBody(request);
  if ('answer' in read) return read.answer;
  const plain = plainRequest(request, read.parsed);
  if (plain) return executePlain(server, plain, await context());
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const response = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers, body: read.parsed, search: request.search },
    context,
  });
  return {
    status: response.status ?? 200,
    headers: Object.fromEntries(response.headers),
    body: response.body.kind === 'complete' ? response.body.string : await gather(response.body.asyncIterator),
  };
}

async function gather(chunks: AsyncIterableIterator<string>): Promise<string> {
  let whole = '';
  for await (const chunk of chunks) whole += chunk;
  return whole;
}
