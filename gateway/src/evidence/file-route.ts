import type { ServerResponse } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Caller, EVIDENCE_ANSWER_HEADERS, EVIDENCE_HEADERS, EXPORT_ANSWER_HEADERS } from '@gridlink/contracts';
import type { HttpAnswer, Logger, StreamRequest, StreamRoute } from '@gridlink/subgraph-kit';
import type { Dispatcher } from 'undici';
import { type AllowedOrigins, corsHeaders } from '../front/cors.ts';
import { headerOf } from '../front/header.ts';
import { requestIdOf } from '../front/request-id.ts';
import { admitClient, type DoorOptions, takePlace } from '../live/admit-client.ts';
import { signInFirst } from './evidence-refusals.ts';
import type { EvidenceRequest, EvidenceUpstream } from './evidence-upstream.ts';

export type FileRouteOptions = DoorOptions & {
  readonly upstream: EvidenceUpstream;
  readonly origins: AllowedOrigins;
  readonly log: Logger;
  /** Why a request is not handed on, before a byte of it is; null where it is. */
  readonly refuse: (request: StreamRequest, caller: Caller) => HttpAnswer | null | Promise<HttpAnswer | null>;
  /** The answer where the service cannot be asked. */
  readonly away: () => HttpAnswer;
};

type Raw = Parameters<StreamRoute>[1];
type Headers = Readonly<Record<string, string>>;

/** Answers of the service are small but for files; a larger one is no answer of ours. */
const ANSWER_LIMIT = 65_536;

const CROSSING = [...new Set([...EVIDENCE_ANSWER_HEADERS, ...EXPORT_ANSWER_HEADERS])];

/** A way for files between clients and the service, with the tokens and rates of /graphql; what passes is never held whole. */
export function fileRoute(options: FileRouteOptions): StreamRoute {
  return async (request, raw) => {
    const requestId = requestIdOf(headerOf(request, 'x-request-id'));
    const headers = { 'x-request-id': requestId, ...corsHeaders(request, options.origins) };
    const answer = await admitted(options, { request, raw, headers, requestId });
    return answer && { ...answer, headers: { ...answer.headers, ...headers } };
  };
}

/** A reporter without an account hands files in under the number and query code of the report; whether they go together is the service's to say. */
const provesReport = (request: StreamRequest): boolean =>
  request.method === 'POST' &&
  headerOf(request, EVIDENCE_HEADERS.ticket) !== undefined &&
  headerOf(request, EVIDENCE_HEADERS.queryCode) !== undefined;

type Incoming = {
  readonly request: StreamRequest;
  readonly raw: Raw;
  readonly headers: Headers;
  readonly requestId: string;
};

async function admitted(options: FileRouteOptions, incoming: Incoming): Promise<HttpAnswer | null> {
  const { request } = incoming;
  const client = await admitClient(request, options);
  if ('answer' in client) return client.answer;
  const { caller } = client.owner;
  if (caller.kind === 'PUBLIC' && !provesReport(request)) return signInFirst();
  const refused = (await options.refuse(request, caller)) ?? takePlace(client.key, options);
  if (refused) return refused;
  try {
    return await handOn(options, incoming, {
      caller,
      method: request.method === 'POST' ? 'POST' : 'GET',
      path: request.path,
      search: request.search,
      headers: request.headers,
      requestId: incoming.requestId,
      traceparent: headerOf(request, 'traceparent'),
    });
  } finally {
    options.places.leave(client.key);
  }
}

async function handOn(
  { upstream, log, away }: FileRouteOptions,
  { request, raw: { response }, headers }: Incoming,
  asked: Omit<EvidenceRequest, 'signal' | 'body'>,
): Promise<HttpAnswer | null> {
  const dropped = new AbortController();
  const drop = (): void => dropped.abort();
  response.once('close', drop);
  const body = asked.method === 'POST' ? inletOf(request) : undefined;
  try {
    const answer = await upstream.send({ ...asked, signal: dropped.signal, ...(body ? { body } : {}) });
    return await passOn(answer, { response, headers });
  } catch (error) {
    if (!dropped.signal.aborted)
      log.error({ error: String(error), requestId: asked.requestId }, 'a file cannot be handed on');
    if (response.headersSent) response.destroy();
    return response.headersSent ? null : away();
  } finally {
    response.off('close', drop);
    body?.destroy();
  }
}

/** The client's bytes as a stream of their own: the service may stop reading, and the client still gets its answer. */
function inletOf(request: StreamRequest): Readable {
  const content = request.content();
  const inlet = new PassThrough();
  inlet.on('error', () => undefined);
  content.once('close', () => {
    if (!content.complete) inlet.destroy(new Error('the client is gone'));
  });
  return content.pipe(inlet);
}

type Out = { readonly response: ServerResponse; readonly headers: Headers };

async function passOn({ statusCode, headers, body }: Dispatcher.ResponseData, out: Out): Promise<HttpAnswer | null> {
  const crossing = Object.fromEntries(
    CROSSING.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
  if (statusCode === 401) throw new Error('the service does not know this gateway');
  if (statusCode !== 200 && statusCode !== 206) return small(statusCode, crossing, body);
  out.response.writeHead(statusCode, { ...crossing, ...out.headers });
  await pipeline(body, out.response);
  return null;
}

async function small(status: number, headers: Headers, body: Readable): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > ANSWER_LIMIT) throw new Error('the service answers with too much');
    chunks.push(chunk);
  }
  const { 'content-length': _, ...rest } = headers as Record<string, string>;
  return { status, headers: rest, body: Buffer.concat(chunks) };
}
