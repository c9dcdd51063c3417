import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpAnswer, HttpRequest } from './http-front.ts';

/** A request whose body nobody has read. */
export type StreamRequest = Omit<HttpRequest, 'body'> & {
  /** The body as it comes in. A client that waits to be told to send (`Expect: 100-continue`) is told so by the first call. */
  content(): IncomingMessage;
};

/** A route that reads its body itself, or never; it answers like every other, or takes over the response and gives null. */
export type StreamRoute = (
  request: StreamRequest,
  raw: { readonly request: IncomingMessage; readonly response: ServerResponse },
) => Promise<HttpAnswer | null>;

/** By `METHOD /path`, or by `METHOD /path/*` for whatever is one step below. */
export type StreamRoutes = Readonly<Record<string, StreamRoute>>;

/** How long bytes that nobody wants are still taken, so that their sender hears why before the connection is closed. */
const LISTEN_ON_MS = 5_000;

export function streamRouteOf(routes: StreamRoutes, method: string, path: string): StreamRoute | undefined {
  return routes[`${method} ${path}`] ?? routes[`${method} ${path.slice(0, path.lastIndexOf('/'))}/*`];
}

/** Whether a path has a stream route, by any method. */
export const isStreamPath = (routes: StreamRoutes, path: string): boolean => {
  const below = `${path.slice(0, path.lastIndexOf('/'))}/*`;
  return Object.keys(routes).some((key) => key.endsWith(` ${path}`) || key.endsWith(` ${below}`));
};

/** What is left of a body after the answer is thrown away for a moment; who goes on sending is cut off. */
export function dropRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
  const timer = setTimeout(() => request.destroy(), LISTEN_ON_MS).unref();
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
}
