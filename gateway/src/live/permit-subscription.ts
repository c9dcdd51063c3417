import type { Caller } from '@gridlink/contracts';
import type { Logger } from '@gridlink/subgraph-kit';
import type { Graph } from '../graph.ts';
import { type OperationLimits, refuseLarge } from '../limits/limits-plugin.ts';
import { mayNotAsk } from '../shield/shield-plugin.ts';
import { isPersonal } from './answered-alike.ts';
import { type ReadingRules, readSubscription, type StreamRequest } from './asked-operation.ts';
import { planSubscription, type SubscriptionPlan } from './subscription-plan.ts';

export type Permission = {
  readonly rules: ReadingRules;
  readonly limits: OperationLimits;
  readonly shields: boolean;
  readonly onRefusal: () => void;
  readonly log: Logger;
};

export type Permitted = { readonly plan: SubscriptionPlan; readonly personal: boolean };

const SHOWN = 10;

/** Takes a subscription through what every operation goes through before it is planned: its text, its size, its caller's roles. */
export async function permitSubscription(
  { schema, shield }: Pick<Graph, 'schema' | 'shield'>,
  request: StreamRequest,
  { caller, permission }: { readonly caller: Caller; readonly permission: Permission },
): Promise<Permitted> {
  const asked = readSubscription({ schema }, request, permission.rules);
  refuseLarge(schema, asked, permission.limits);
  const refused = permission.shields ? await shield(asked, caller) : [];
  if (refused.length > 0) {
    permission.onRefusal();
    permission.log.info({ refused: refused.slice(0, SHOWN), subject: caller.subject }, 'subscription refused');
    throw mayNotAsk(refused, caller.kind === 'PUBLIC');
  }
  const plan = planSubscription(schema, asked, caller);
  return { plan, personal: isPersonal(schema, plan.question.query) };
}
