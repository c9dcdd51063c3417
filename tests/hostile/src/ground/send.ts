import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expandText, expandValue, type Names } from '../corpus/expand.ts';
import type { CorpusRequest, Line } from '../corpus/line.ts';
import { mutationDocument } from './mutation-document.ts';

/** What came back, as it came; status 0 where the connection was closed without an answer. */
export type Answer = { readonly status: number; readonly head: string; readonly body: string; readonly tookMs: number };

export type Wire = {
  readonly names: Names;
  /** Addresses without a path. */
  readonly addresses: Readonly<Record<'gateway' | 'personnel' | 'tickets' | 'grid' | 'dataexchange', string>>;
  token(line: Pick<Line, 'by'>): Promise<string | undefined>;
};

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
/** Longest wait for one answer; a request that passes it has failed its test. */
const PATIENCE_MS = 60_000;
/** How long a broken request's connection may stay silent. */
const RAW_PATIENCE_MS = 5_000;
/** How long it may stay silent once it has answered; kept-alive connections are not closed by the server. */
const RAW_SILENCE_MS = 300;

type Whole = {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
};

const ENCODERS = {
  utf8: (text: string) => Buffer.from(text),
  utf16le: (text: string) => Buffer.from(text, 'utf16le'),
  latin1: (text: string) => Buffer.from(text, 'latin1'),
  base64: (text: string) => Buffer.from(text, 'base64'),
  gzip: (text: string) => gzipSync(text),
  deflate: (text: string) => deflateSync(text),
  brotli: (text: string) => brotliCompressSync(text),
} as const;

const expandHeaders = (headers: Readonly<Record<string, string | readonly unknown[]>>, names: Names) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      expandText(value as Parameters<typeof expandText>[0], names),
    ]),
  );

const jsonBody = (request: Extract<CorpusRequest, { kind: 'graphql' }>, names: Names): string =>
  JSON.stringify({
    query: request.query === undefined ? undefined : expandText(request.query, names),
    variables: request.variables === undefined ? undefined : expandValue(request.variables, names),
    operationName: request.operationName,
    extensions: request.extensions,
  });

function wholeOf(request: Exclude<CorpusRequest, { kind: 'raw' }>, { names, addresses }: Wire): Whole {
  if (request.kind === 'http') {
    return {
      url: `${addresses[request.to ?? 'gateway']}${expandText(request.path, names)}`,
      method: request.method,
      headers: expandHeaders(request.headers ?? {}, names),
      body: ENCODERS[request.encoding ?? 'utf8'](expandText(request.body ?? '', names)),
    };
  }
  const text =
    request.kind === 'graphql'
      ? jsonBody(request, names)
      : JSON.stringify({
          query: mutationDocument(request.mutation),
          variables: { input: expandValue(request.input, names) },
        });
  const more = request.kind === 'graphql' ? expandHeaders(request.headers ?? {}, names) : {};
  return {
    url: `${addresses.gateway}/graphql`,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...more },
    body: Buffer.from(text),
  };
}

type Reply = Omit<Answer, 'tookMs'>;
const CLOSED: Reply = { status: 0, head: '', body: '' };

function overHttp(whole: Whole): Promise<Reply> {
  const { url, method, headers, body } = whole;
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      url,
      { method, agent, headers: { 'content-length': body.length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => resolve(CLOSED));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            head: response.rawHeaders.join('\n'),
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const isClosed = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      // A kept connection may be closed by the server just as we use it again; nothing of the request has arrived then.
      if (isClosed && sent.reusedSocket) return resolve(overHttp(whole));
      // A server that refuses a body before it is all there closes while we still write.
      return isClosed ? resolve(CLOSED) : reject(error);
    });
    sent.end(body);
  });
}

function overSocket(bytes: Buffer, address: string): Promise<Reply> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    let text = '';
    const done = (): void => {
      socket.destroy();
      const [head = '', body = ''] = text.split('\r\n\r\n', 2);
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body });
    };
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setTimeout(RAW_PATIENCE_MS, done);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      socket.setTimeout(RAW_SILENCE_MS);
    });
    socket.on('error', done);
    socket.on('close', done);
  });
}

/** Sends one line of the corpus and waits for what comes back. */
export async function send(line: Line, wire: Wire): Promise<Answer> {
  const { request } = line;
  const startedAt = performance.now();
  const timed = (reply: Reply): Answer => ({ ...reply, tookMs: performance.now() - startedAt });
  if (request.kind === 'raw') {
    return timed(
      await overSocket(Buffer.from(expandText(request.bytes, wire.names), 'latin1'), wire.addresses.gateway),
    );
  }
  const whole = wholeOf(request, wire);
  const token = await wire.token(line);
  const headers = token === undefined ? whole.headers : { authorization: `Bearer ${token}`, ...whole.headers };
  return timed(await overHttp({ ...whole, headers }));
}
