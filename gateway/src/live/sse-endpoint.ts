import type { HttpAnswer, HttpRequest, Logger, Route } from '@gridlink/subgraph-kit';
import { type AllowedOrigins, corsHeaders } from '../front/cors.ts';
import { headerOf } from '../front/header.ts';
import { notAStream } from '../front/refusals.ts';
import { requestIdOf } from '../front/request-id.ts';
import { type Admitted, admitClient, type DoorOptions, takePlace } from './admit-client.ts';
import type { LiveUpdates, Prepared } from './live-updates.ts';
import { refusalErrors } from './refusal-errors.ts';
import { finalErrors, sseOutlet } from './sse-outlet.ts';
import { streamParams } from './stream-request.ts';

export type SseOptions = DoorOptions & {
  readonly live: LiveUpdates;
  readonly origins: AllowedOrigins;
  readonly log: Logger;
};

/** Nothing between here and the client may keep events back until there are more of them. */
const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;

type Raw = Parameters<Route>[1];

/** Subscriptions by server-sent events: `POST` or `GET /graphql/stream`. */
export function sseEndpoint(options: SseOptions): Route {
  return async (request, raw) => {
    const headers = {
      'x-request-id': requestIdOf(headerOf(request, 'x-request-id')),
      ...corsHeaders(request, options.origins),
    };
    const answer = await begin(options, { request, raw, headers });
    return answer && { ...answer, headers: { ...answer.headers, ...headers } };
  };
}

type Incoming = {
  readonly request: HttpRequest;
  readonly raw: Raw;
  readonly headers: Readonly<Record<string, string>>;
};

async function begin(options: SseOptions, incoming: Incoming): Promise<HttpAnswer | null> {
  const admitted = await admitClient(incoming.request, options);
  if ('answer' in admitted) return admitted.answer;
  const full = takePlace(admitted.key, options);
  if (full) return full;
  let isTaken = true;
  const leave = (): void => {
    if (isTaken) options.places.leave(admitted.key);
    isTaken = false;
  };
  const prepared = await prepare(options, incoming, admitted);
  if ('status' in prepared) {
    leave();
    return prepared;
  }
  stream(prepared, incoming, leave);
  return null;
}

async function prepare(
  { live, log }: SseOptions,
  { request }: Incoming,
  { owner }: Admitted,
): Promise<Prepared | HttpAnswer> {
  const params = streamParams(request);
  if (!params) return notAStream();
  try {
    return await live.prepare({ params, owner, lastEventId: headerOf(request, 'last-event-id') });
  } catch (error) {
    // The protocol has errors of a document in the stream: a browser's EventSource shows its page nothing of another status.
    const errors = refusalErrors(error, log).map((each) => each.toJSON());
    return { status: 200, headers: STREAM_HEADERS, body: finalErrors(errors) };
  }
}

function stream(prepared: Prepared, { raw: { response }, headers }: Incoming, leave: () => void): void {
  if (response.destroyed) {
    leave();
    return;
  }
  response.writeHead(200, { ...STREAM_HEADERS, ...headers });
  const opened = prepared.start(sseOutlet(response), leave);
  response.once('close', opened.gone);
}
