import type { IncomingHttpHeaders } from 'node:http';

export type StatedRequest = {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
};

/**
 * What is signed in place of a body that is still on its way: the request's line and the named headers, each once. The content's own
 * digest and length stand among them, so that a body which is not the declared one is found when its last byte is in.
 */
export function requestStatement({ method, path, search, headers }: StatedRequest, names: readonly string[]): string {
  return JSON.stringify([method, path, search, names.map((name) => headers[name] ?? null)]);
}
