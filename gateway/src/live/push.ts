import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Answer } from './ask-graph.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';

/** One thing a client is sent. The same object goes to everybody who is answered alike. */
export type Push = {
  /** Place in the stream; null for a state, which is not one event. */
  readonly sequence: number | null;
  readonly cursor: string | null;
  readonly result: ExecutionResult;
  /** The result as JSON, made once for all. */
  readonly text: string;
};

type Place = Pick<Push, 'sequence' | 'cursor'>;

/** An error of the question as one of the subscription: the path begins at the pushed field, places in another document are left out. */
const moved = ({ locations: _, path, ...error }: GraphQLFormattedError, key: string): GraphQLFormattedError => ({
  ...error,
  ...(path ? { path: [key, ...path] } : {}),
});

/** Puts what the graph answered and what the gateway knows itself together in the client's order. */
export function pushOf(
  { key, payload, typeName, field }: SubscriptionPlan,
  { data, errors }: Answer,
  { local, ...place }: Place & { readonly local: Readonly<Record<string, unknown>> },
): Push {
  const pick = (name: string, of: string): unknown => {
    if (of === field.asked.field) return data[name] ?? null;
    return of === '__typename' ? typeName : (local[of] ?? null);
  };
  const value = Object.fromEntries(payload.map(([name, of]) => [name, pick(name, of)]));
  const result = {
    data: { [key]: value },
    ...(errors.length > 0 ? { errors: errors.map((error) => moved(error, key)) } : {}),
  } as unknown as ExecutionResult;
  return { ...place, result, text: JSON.stringify(result) };
}
