import type { HttpRequest } from '@gridlink/subgraph-kit';

/** The parameters of a GraphQL request as they came, unchecked. */
export type Params = Readonly<Record<string, unknown>>;

/** The parameters of a request's address or of its parsed body; undefined for a body that is no JSON object. */
export function paramsOf(request: Pick<HttpRequest, 'method' | 'search'>, body: unknown): Params | undefined {
  if (request.method !== 'GET') return isRecord(body) ? body : undefined;
  const params = Object.fromEntries(new URLSearchParams(request.search));
  return 'extensions' in params ? { ...params, extensions: jsonOf(params.extensions) } : params;
}

/**
 * The same request for a text that was found. The id is gone, so that nothing looks it up again; the operation goes by its name, so that
 * one operation has one plan however it is asked.
 */
export function withText(
  request: Pick<HttpRequest, 'method' | 'search'>,
  params: Params,
  { query, operationName }: { readonly query: string; readonly operationName?: string },
): { readonly search: string; readonly body: unknown } {
  const name = params.operationName || operationName;
  if (request.method !== 'GET') {
    const { documentId: _, extensions: __, ...rest } = params;
    return { search: request.search, body: { ...rest, query, ...(name ? { operationName: name } : {}) } };
  }
  const search = new URLSearchParams(request.search);
  search.delete('documentId');
  search.delete('extensions');
  search.set('query', query);
  if (name) search.set('operationName', String(name));
  return { search: `?${search}`, body: undefined };
}

const isRecord = (value: unknown): value is Params =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
