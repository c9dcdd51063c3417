import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';

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
  /** Most connections at one time; further ones are closed at once. */
  readonly maxConnections?: number;
  /** Headers of every answer whose route does not set them itself. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Lets a second process listen beside this one, so that a successor takes over without a gap. Linux only. */
  readonly reusePort?: boolean;
  /** How long a stop leaves idle connections open: each client's next answer tells it to connect anew. Milliseconds. */
  readonly drainMs?: number;
  readonly onProblem: (message: string, error: unknown) => void;
};

export type HttpFront = { readonly port: number; readonly url: string; readonly server: Server; stop(): Promise<void> };

const BODY_LIMIT = 1_048_576;
const STOP_GRACE_MS = 8_000;
const MAX_CONNECTIONS = 10_000;
/** Node looks for overdue connections only this often; its own default of 30 s would add itself to every limit below. */
const LOOK_FOR_OVERDUE_MS = 2_000;
/** A client that sends its headers or its body drop by drop is cut off. */
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;
/** A client that reads nothing and sends nothing. Longer than any answer takes to begin and any heartbeat of a stream. */
const SILENT_MS = 120_000;
const MAX_HEADERS = 100;

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** What tells answers that the front is being stopped. */
type State = { isDraining: boolean };

/** The lightest front that still bounds every request: node's own server, a table of routes, limits, a graceful stop. */
export async function startHttpFront(options: HttpFrontOptions): Promise<HttpFront> {
  const state: State = { isDraining: false };
  const server = createServer({ connectionsCheckingInterval: LOOK_FOR_OVERDUE_MS }, (request, response) => {
    if (state.isDraining) response.setHeader('connection', 'close');
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    answer(options, { request, response }).catch((error: unknown) => {
      // A client that goes away in the middle of its body is nobody's fault.
      if (request.destroyed && !request.complete) return;
      options.onProblem('request failed', error);
      send(
        response,
        json(500, { errors: [{ message: 'internal error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }),
      );
    });
  });
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.keepAliveTimeout = 65_000;
  server.timeout = SILENT_MS;
  server.maxHeadersCount = MAX_HEADERS;
  server.maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: options.host, reusePort: options.reusePort ?? false }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${options.host}:${port}`,
    server,
    stop() {
      state.isDraining = true;
      return stop(server, options.drainMs ?? 0);
    },
  };
}

/** Stops listening at once; idle connections are left to their clients for a moment, requests at work to their end. */
async function stop(server: Server, drainMs: number): Promise<void> {
  // The HTTP server's own close also closes idle connections, and a request just written to one would be lost.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  const idle = setTimeout(() => server.closeIdleConnections(), drainMs);
  if (drainMs === 0) server.closeIdleConnections();
  const all = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
  await closed;
  clearTimeout(idle);
  clearTimeout(all);
}

async function answer(
  options: HttpFrontOptions,
  raw: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { request, response } = raw;
  const limit = options.bodyLimit ?? BODY_LIMIT;
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

/**
 * Bodies over the limit are read on and thrown away up to so many times it: a connection that is closed on bytes nobody has read is
 * reset, and the client never sees why it was refused.
 */
const READ_ON = 8;

/** The whole body, or null when it is over the limit; what is over is not kept. */
function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit * READ_ON) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // Events rather than an iterator: every request pays for this, and the iterator's promises cost more than the reading.
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > limit * READ_ON) resolve(null);
      else chunks.length = 0;
    });
    request.once('end', () => {
      if (size > limit) return resolve(null);
      const [first] = chunks;
      resolve(first && chunks.length === 1 ? first : Buffer.concat(chunks));
    });
    request.once('error', reject);
  });
}

function send(response: ServerResponse, answered: HttpAnswer): void {
  if (response.headersSent) return void response.end();
  const body = typeof answered.body === 'string' ? Buffer.from(answered.body) : answered.body;
  response.writeHead(answered.status, { ...answered.headers, 'content-length': body.length });
  response.end(body);
}
