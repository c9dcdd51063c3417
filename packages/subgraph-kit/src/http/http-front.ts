import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { dropRest, isStreamPath, type StreamRoute, type StreamRoutes, streamRouteOf } from './stream-route.ts';

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
  /** Routes that read their body as it comes in, whatever its size; they bound it themselves. */
  readonly streams?: StreamRoutes;
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
/** A client that sends its headers or its body drop by drop is cut off. In a burst they may lie here for a while before they are read. */
const HEADERS_WITHIN_MS = 30_000;
const REQUEST_WITHIN_MS = 30_000;
/** The same where a body may be a film sent from the field. */
const STREAM_WITHIN_MS = 600_000;
/** A client that reads nothing and sends nothing. Longer than any answer takes to begin, a report's in a burst too, and any heartbeat of a stream. */
const SILENT_MS = 180_000;
/** Connections that wait to be accepted; node's own 511 are full within half a second of a burst. The system may allow fewer. */
const BACKLOG = 4_096;
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
  const take = (request: IncomingMessage, response: ServerResponse, isAsking: boolean): void => {
    if (state.isDraining) response.setHeader('connection', 'close');
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    answer(options, { request, response, isAsking }).catch((error: unknown) => {
      // A client that goes away in the middle of its body is nobody's fault.
      if (request.destroyed && !request.complete) return;
      options.onProblem('request failed', error);
      send(
        response,
        json(500, { errors: [{ message: 'internal error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }),
      );
    });
  };
  const server = createServer({ connectionsCheckingInterval: LOOK_FOR_OVERDUE_MS }, (request, response) =>
    take(request, response, false),
  );
  // A client may ask whether it should send its body at all; without this node would always say yes.
  server.on('checkContinue', (request, response) => take(request, response, true));
  server.requestTimeout = options.streams ? STREAM_WITHIN_MS : REQUEST_WITHIN_MS;
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.keepAliveTimeout = 65_000;
  server.timeout = SILENT_MS;
  server.maxHeadersCount = MAX_HEADERS;
  server.maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    const { port, host, reusePort = false } = options;
    server.listen({ port, host, reusePort, backlog: BACKLOG }, resolve);
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

type Raw = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** True for a client that waits to be told to send its body. */
  readonly isAsking: boolean;
};

async function answer(options: HttpFrontOptions, raw: Raw): Promise<void> {
  const { request, response } = raw;
  const { streams = {}, routes } = options;
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
  const asked = {
    method: request.method ?? 'GET',
    path,
    search: search ? `?${search}` : '',
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress ?? '',
  };
  const stream = streamRouteOf(streams, asked.method, path);
  if (stream) return answerStream(stream, asked, raw);
  const route = routes[`${asked.method} ${path}`];
  if (route) return answerWhole(options, route, { asked, raw });
  const known = Object.keys(routes).some((key) => key.endsWith(` ${path}`)) || isStreamPath(streams, path);
  send(response, json(known ? 405 : 404, { errors: [{ message: known ? 'method not allowed' : 'no such path' }] }));
}

type Asked = Omit<HttpRequest, 'body'>;

async function answerWhole(
  options: HttpFrontOptions,
  route: Route,
  { asked, raw }: { readonly asked: Asked; readonly raw: Raw },
): Promise<void> {
  const { request, response, isAsking } = raw;
  const limit = options.bodyLimit ?? BODY_LIMIT;
  if (isAsking) response.writeContinue();
  // Where streams are taken node's own limit is theirs, and too long for a body that is read whole.
  const body = await readBody(request, { limit, withinMs: options.streams ? REQUEST_WITHIN_MS : undefined });
  if (body === 'TOO_LARGE' || body === 'LATE') {
    response.setHeader('connection', 'close');
    return send(response, body === 'LATE' ? tooSlow() : tooLarge(limit));
  }
  const answered = await route({ ...asked, body }, raw);
  if (answered) send(response, answered);
}

const tooLarge = (limit: number): HttpAnswer =>
  json(413, { errors: [{ message: `request body over ${limit} bytes`, extensions: { code: 'BAD_USER_INPUT' } }] });

const tooSlow = (): HttpAnswer =>
  json(408, { errors: [{ message: 'the body did not come in time', extensions: { code: 'BAD_USER_INPUT' } }] });

async function answerStream(route: StreamRoute, asked: Asked, { request, response, isAsking }: Raw): Promise<void> {
  let waits = isAsking;
  const content = (): IncomingMessage => {
    if (waits) response.writeContinue();
    waits = false;
    return request;
  };
  const answered = await route({ ...asked, content }, { request, response });
  if (answered === null) return;
  // Who was never told to send may think that the next bytes are the body.
  if (waits) response.setHeader('connection', 'close');
  send(response, answered);
  dropRest(request);
}

/**
 * Bodies over the limit are read on and thrown away up to so many times it: a connection that is closed on bytes nobody has read is
 * reset, and the client never sees why it was refused.
 */
const READ_ON = 8;

type BodyBounds = { readonly limit: number; readonly withinMs: number | undefined };

/** The whole body, unless it is over the limit or does not come in time; what is over is not kept. */
function readBody(request: IncomingMessage, { limit, withinMs }: BodyBounds): Promise<Buffer | 'TOO_LARGE' | 'LATE'> {
  if (Number(request.headers['content-length'] ?? 0) > limit * READ_ON) return Promise.resolve('TOO_LARGE');
  return new Promise((resolve, reject) => {
    const timer = withinMs === undefined ? undefined : setTimeout(() => resolve('LATE'), withinMs).unref();
    const chunks: Buffer[] = [];
    let size = 0;
    // Events rather than an iterator: every request pays for this, and the iterator's promises cost more than the reading.
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > limit * READ_ON) resolve('TOO_LARGE');
      else chunks.length = 0;
    });
    request.once('close', () => clearTimeout(timer));
    request.once('end', () => {
      clearTimeout(timer);
      if (size > limit) return resolve('TOO_LARGE');
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
