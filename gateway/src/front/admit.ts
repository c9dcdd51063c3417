import type { Caller } from '@gridlink/contracts';
import { type HttpAnswer, type HttpRequest, json } from '@gridlink/subgraph-kit';
import type { Admission } from '../safelist/admission.ts';
import { paramsOf, withText } from '../safelist/params.ts';

/** A request whose body is parsed, if it has one. */
export type ParsedRequest = HttpRequest & { readonly parsed: unknown };

/** Lets the request's document in, by its text or by its id, or answers why not. */
export function admit(
  request: ParsedRequest,
  caller: Caller,
  admission: Admission,
): { readonly request: ParsedRequest } | { readonly answer: HttpAnswer } {
  const params = paramsOf(request, request.parsed);
  // What is not even an object is refused by the server, in its own words.
  if (params === undefined) return { request };
  const verdict = admission(params, caller);
  if ('refused' in verdict) {
    const { status, code, message } = verdict.refused;
    return { answer: json(status, { errors: [{ message, extensions: { code } }] }) };
  }
  if (verdict.found === undefined) return { request };
  const { search, body } = withText(request, params, verdict.found);
  return { request: { ...request, search, parsed: body } };
}
