import type { ApolloServer, BaseContext } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { type HttpAnswer, type HttpRequest, json } from './http-front.ts';

/** Hands one HTTP request to Apollo Server; its own protections (CSRF prevention, content types) stay in force. */
export async function executeGraphql<Context extends BaseContext>(
  server: ApolloServer<Context>,
  request: HttpRequest,
  context: () => Promise<Context>,
): Promise<HttpAnswer> {
  let body: unknown;
  if (request.method === 'POST') {
    try {
      body = JSON.parse(request.body.toString('utf8'));
    } catch {
      return json(400, { errors: [{ message: 'the body is not JSON', extensions: { code: 'BAD_REQUEST' } }] });
    }
  }
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const response = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers, body, search: request.search },
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
