import { z } from 'zod';

/** An answer that said no, or in part: what it says goes to logs of clients and to screens of others. */
export type Refusal = { readonly operation: string; readonly text: string };

/** Knocks at the public graph, and keeps whatever was refused. */
export type DoorKeeper = {
  knock<Data = Record<string, unknown>>(
    who: string | undefined,
    query: string,
    variables?: object,
  ): Promise<Data | null>;
  refusals(): readonly Refusal[];
};

const answerSchema = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.unknown()).optional(),
});

const operationOf = (query: string): string => /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? query.slice(0, 30);

/** What in an answer's data speaks of a mistake: user errors and messages of rows. */
function complaintsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(complaintsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'userErrors' || key === 'messages' ? [inner] : complaintsIn(inner),
  );
}

export function createDoorKeeper(graphql: string): DoorKeeper {
  const refusals: Refusal[] = [];
  return {
    async knock<Data>(token: string | undefined, query: string, variables: object = {}): Promise<Data | null> {
      const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const response = await fetch(graphql, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      const text = await response.text();
      const answer = answerSchema.parse(JSON.parse(text));
      if (answer.errors) refusals.push({ operation: operationOf(query), text: JSON.stringify(answer.errors) });
      for (const complaint of complaintsIn(answer.data))
        refusals.push({ operation: operationOf(query), text: JSON.stringify(complaint) });
      return (answer.data ?? null) as Data | null;
    },
    refusals: () => refusals,
  };
}
