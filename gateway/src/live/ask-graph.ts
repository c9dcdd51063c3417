import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Caller } from '@gridlink/contracts';
import type { Logger, Slots } from '@gridlink/subgraph-kit';
import type { GraphQLFormattedError } from 'graphql';
import type { CurrentGraph } from '../supergraph/current-graph.ts';
import { traceContextOf } from '../upstream/trace-context.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';

export type Answer = {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLFormattedError[];
};

/** What the graph says to a plan's question. */
export type Outcome =
  | ({ readonly kind: 'SHOWN' } & Answer)
  /** Not there, or not for this caller: nothing is pushed, as if nothing had happened. */
  | { readonly kind: 'HIDDEN' }
  /** There, but it could not be read for a reason of ours. */
  | ({ readonly kind: 'FAILED' } & Answer)
  | { readonly kind: 'REFUSED' | 'UNAVAILABLE'; readonly errors: readonly GraphQLFormattedError[] };

export type AskGraph = (plan: SubscriptionPlan, caller: Caller, about: unknown) => Promise<Outcome>;

export type AskGraphDeps = {
  readonly graph: Pick<CurrentGraph, 'use'>;
  readonly slots: Slots;
  readonly timeoutMs: number;
  /** How long a question is repeated while services are away before the stream is ended. */
  readonly patienceMs: number;
  readonly log: Logger;
};

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 3_000;
const OURS: ReadonlySet<unknown> = new Set(['UPSTREAM_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']);

const codeOf = ({ extensions }: GraphQLFormattedError): unknown => extensions?.code;

function outcomeOf(
  keys: readonly string[],
  answer: { data?: unknown; errors?: readonly GraphQLFormattedError[] },
): Outcome {
  const { errors = [] } = answer;
  const data = answer.data as Answer['data'] | null | undefined;
  const away = errors.some((error) => codeOf(error) === 'UPSTREAM_UNAVAILABLE');
  if (data && keys.some((key) => data[key] !== null && data[key] !== undefined)) return { kind: 'SHOWN', data, errors };
  if (away) return { kind: 'UNAVAILABLE', errors };
  if (data && errors.some((error) => OURS.has(codeOf(error)))) return { kind: 'FAILED', data, errors };
  return errors.length > 0 ? { kind: 'REFUSED', errors } : { kind: 'HIDDEN' };
}

/**
 * Asks the graph the question of a push as its caller, through the whole gateway: limits, shields, scope and masking are those of any
 * other query. While services are away it is asked again for a while, because an event that is not pushed would be lost to the client.
 */
export function createAskGraph({ graph, slots, timeoutMs, patienceMs, log }: AskGraphDeps): AskGraph {
  const askOnce = (plan: SubscriptionPlan, caller: Caller, about: unknown): Promise<Outcome> =>
    slots.run(async () => {
      const { question, variables } = plan;
      const requestId = randomUUID();
      const { body } = await graph.use(({ server }) =>
        server.executeOperation(
          { query: question.query, variables: { ...variables, [question.about]: about } },
          {
            contextValue: {
              caller,
              requestId,
              trace: traceContextOf(undefined),
              signal: AbortSignal.timeout(timeoutMs),
              log: log.child({ requestId }),
            },
          },
        ),
      );
      return body.kind === 'single' ? outcomeOf(question.keys, body.singleResult) : { kind: 'HIDDEN' };
    });

  return async (plan, caller, about) => {
    const until = Date.now() + patienceMs;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const outcome = await askOnce(plan, caller, about);
      const isOurs = outcome.kind === 'UNAVAILABLE' || outcome.kind === 'FAILED';
      if (!isOurs || Date.now() + wait > until) return outcome;
      await pause(wait, undefined, { ref: false });
    }
  };
}
