import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bruToEnvJsonV2, bruToJsonV2 } from '@usebruno/lang';

const COLLECTION = join(import.meta.dirname, '../../../examples/bruno');

/** A request of the collection as Bruno's own parser reads it. */
export type BrunoRequest = {
  readonly meta: { readonly name: string; readonly seq: string };
  readonly http: { readonly url: string };
  readonly auth?: { readonly bearer?: { readonly token: string } };
  readonly body: { readonly graphql: { readonly query: string; readonly variables: string } };
  readonly vars?: { readonly res?: readonly NamedValue[] };
  readonly assertions?: readonly NamedValue[];
};
type NamedValue = { readonly name: string; readonly value: string };
export type Variables = Readonly<Record<string, string>>;

/** The requests in the order they are run in. */
export const brunoRequests = (): BrunoRequest[] =>
  readdirSync(COLLECTION)
    .filter((file) => file.endsWith('.bru'))
    .map((file) => bruToJsonV2(readFileSync(join(COLLECTION, file), 'utf8')) as BrunoRequest)
    .toSorted((a, b) => Number(a.meta.seq) - Number(b.meta.seq));

/** The variables of the environment that comes with the collection. */
export function brunoEnvironment(): Variables {
  const { variables } = bruToEnvJsonV2(readFileSync(join(COLLECTION, 'environments/local.bru'), 'utf8')) as {
    variables: readonly NamedValue[];
  };
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

const filled = (text: string, variables: Variables): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => variables[name] ?? '');

/** The value at `res.body.data.rows[0].code`. */
const valueAt = (response: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .slice(1)
    .filter((part) => part !== '')
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | null | undefined)?.[part], response);

function holds(actual: unknown, condition: string): boolean {
  const [word = '', ...rest] = condition.split(' ');
  if (word === 'isDefined') return actual !== undefined;
  if (word === 'eq') return String(actual) === rest.join(' ');
  throw new Error(`the collection uses a condition that is not tried here: ${condition}`);
}

/** What Bruno's command line does with one request: sends it, keeps its variables, and answers the conditions that do not hold. */
export async function runBruno(
  request: BrunoRequest,
  variables: Variables,
): Promise<{ readonly failed: readonly string[]; readonly variables: Variables }> {
  const { query, variables: given } = request.body.graphql;
  const token = request.auth?.bearer?.token;
  const response = await fetch(filled(request.http.url, variables), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${filled(token, variables)}` } : {}),
    },
    body: JSON.stringify({ query, variables: JSON.parse(filled(given, variables)) }),
  });
  const res = { status: response.status, body: await response.json() };
  const kept = (request.vars?.res ?? []).map(({ name, value }) => [name, String(valueAt(res, value))]);
  const failed = (request.assertions ?? [])
    .filter(({ name, value }) => !holds(valueAt(res, name), filled(value, variables)))
    .map(({ name, value }) => `${name}: ${value}, but it is ${JSON.stringify(valueAt(res, name))}`);
  return { failed, variables: { ...variables, ...Object.fromEntries(kept) } };
}
