import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HttpAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export type HttpRequest = {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly remoteAddress: string;
};

/** A route answers itself, or takes over the raw response (streams) and returns null. */
export type Route = (
  request: HttpRequest,
  raw: { request: IncomingMessage; response: ServerResponse },
) => Promise<HttpAnswer | null>;

export type HttpFrontOptions = {
  readonly host: string;
  readonly port: number;
  /** By `METHOD /path`. */
  readonly routes: Readonly<Record<string, Route>>;
  /** Largest request body, bytes. */
  readonly bodyLimit?: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

export type HttpFront = { readonly port: number; readonly url: string; readonly server: Server; stop(): Promise<void> };

const BODY_LIMIT = 1_048_576;
const STOP_GRACE_MS = 8_000;

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** The lightest front that still bounds every request: node's own server, a table of routes, a limit on bodies, a graceful stop. */
export async function startHttpFront(options: HttpFrontOptions): Promise<HttpFront> {
  const limit = options.bodyLimit ?? BODY_LIMIT;
  const server = createServer((request, response) => {
    answer(options, limit, { request, response }).catch((error: unknown) => {
      options.onProblem('request failed', error);
      send(
        response,
        json(500, { errors: [{ message: 'internal error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }),
      );
    });
  });
  server.requestTimeout = 60_000;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://${options.host}:${port}`, server, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
  await closed;
  clearTimeout(timer);
}

async function answer(
  options: HttpFrontOptions,
  limit: number,
  raw: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { request, response } = raw;
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
  const route = options.routes[`${request.method} ${path}`];
  if (!route) {
    const known = Object.keys(options.routes).some((key) => key.endsWith(` ${path}`));
    return send(
      response,
      json(known ? 405 : 404, { errors: [{ message: known ? 'method not allowed' : 'no such path' }] }),
    );
  }
  const body = await readBody(request, limit);
  if (body === null) {
    response.setHeader('connection', 'close');
    return send(
      response,
      json(413, { errors: [{ message: `request body over ${limit} bytes`, extensions: { code: 'BAD_USER_INPUT' } }] }),
    );
  }
  const answered = await route(
    {
      method: request.method ?? 'GET',
      path,
      search: search ? `?${search}` : '',
      headers: request.headers,
      body,
      remoteAddress: request.socket.remoteAddress ?? '',
    },
    raw,
  );
  if (answered) send(response, answered);
}

/** The whole body, or null when it is over the limit; what is over is not kept. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

function send(response: ServerResponse, answered: HttpAnswer): void {
  if (response.headersSent) return void response.end();
  const body = typeof answered.body === 'string' ? Buffer.from(answered.body) : answered.body;
  response.writeHead(answered.status, { ...answered.headers, 'content-length': body.length });
  response.end(body);
}
