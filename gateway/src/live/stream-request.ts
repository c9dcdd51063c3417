import type { Caller } from '@gridlink/contracts';
import { type HttpRequest, parseBody } from '@gridlink/subgraph-kit';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { headerOf } from '../front/header.ts';
import type { Admission } from '../safelist/admission.ts';
import { type Params, paramsOf } from '../safelist/params.ts';
import type { StreamRequest } from './asked-operation.ts';

const requestSchema = z.object({
  query: z.string().min(1),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

const jsonIn = (text: unknown): unknown => {
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
};

/** The parameters of a subscription sent over HTTP (GraphQL over HTTP, by POST or GET), or null where there are none. */
export function streamParams(request: HttpRequest): Params | null {
  if (request.method === 'GET') {
    const params = paramsOf(request, undefined) ?? {};
    return 'variables' in params ? { ...params, variables: jsonIn(params.variables) } : params;
  }
  // A form of another site cannot send this type without asking first.
  if (!(headerOf(request, 'content-type') ?? '').startsWith('application/json')) return null;
  const body = parseBody(request);
  return 'answer' in body ? null : (paramsOf(request, body.parsed) ?? null);
}

/** The subscription that parameters name or carry, if its caller may run its document; throws otherwise. */
export function admittedRequest(params: Params, caller: Caller, admission: Admission): StreamRequest {
  const verdict = admission(params, caller);
  if ('refused' in verdict) {
    throw new GraphQLError(verdict.refused.message, { extensions: { code: verdict.refused.code } });
  }
  const { found } = verdict;
  const named = params.operationName || found?.operationName;
  const read = requestSchema.safeParse(found ? { ...params, query: found.query, operationName: named } : params);
  if (read.success) return read.data;
  throw new GraphQLError('请给出 query，variables 须为对象 (give a query; variables are an object)', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
