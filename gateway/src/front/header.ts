import type { HttpRequest } from '@gridlink/subgraph-kit';

/** One header's value; of several with the same name, the first. */
export function headerOf(request: Pick<HttpRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
