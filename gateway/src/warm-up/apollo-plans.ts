import { createHash } from 'node:crypto';
import { operationFromDocument } from '@apollo/federation-internals';
import type { ApolloGateway } from '@apollo/gateway';
import type { Plannable } from './warm-up.ts';

/** The parts of the gateway that its executor plans with; private to it, and pinned with its version. */
type Planning = {
  readonly apiSchema: Parameters<typeof operationFromDocument>[0];
  readonly queryPlanner: { buildQueryPlan(operation: ReturnType<typeof operationFromDocument>): unknown };
  readonly queryPlanStore: { get(key: string): Promise<unknown>; set(key: string, plan: unknown): Promise<void> };
};

/** The executor's own key: the document's hash, and the operation's name where one was given. */
const keyOf = ({ queryHash, operationName }: Plannable): string =>
  operationName ? createHash('sha256').update(queryHash).update(operationName).digest('hex') : queryHash;

/** Puts the plan of an operation where the gateway's executor looks for it. */
export async function planAhead(gateway: ApolloGateway, asked: Plannable): Promise<void> {
  const { apiSchema, queryPlanner, queryPlanStore } = gateway as unknown as Planning;
  const key = keyOf(asked);
  if (await queryPlanStore.get(key)) return;
  const { document, operationName } = asked;
  const operation = operationFromDocument(apiSchema, document, operationName ? { operationName } : {});
  await queryPlanStore.set(key, queryPlanner.buildQueryPlan(operation));
}
