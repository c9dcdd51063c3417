import { randomUUID } from 'node:crypto';
import { conflict, notFound, type Scope } from '@gridlink/subgraph-kit';
import type { Actor } from '../../ticket/domain/actor.ts';
import { packOf, type TicketDeps } from '../../ticket/use-cases/deps.ts';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import { draftPlan, mayPlan, type PlanRequest, type publishPlan, type withdrawPlan } from '../domain/draft-plan.ts';
import type { PlanRefusal } from '../domain/refusal.ts';

export type PlanCall = { readonly scope: Scope; readonly actor: Actor; readonly mark: WriteMark };
export type DraftCall = PlanCall & { readonly jurisdiction: string; readonly idempotencyKey: string | null };
export type PlanOutcome = { readonly id: string } | { readonly refusals: readonly PlanRefusal[] };

/**
 * Draws up a plan; the same request under the same key is one plan. Reads at most the bodies its routes name, the list in force, and where
 * there is a key the plan that has it.
 */
export async function performDraft(
  deps: TicketDeps,
  request: PlanRequest,
  { scope, actor, mark, jurisdiction, idempotencyKey }: DraftCall,
): Promise<PlanOutcome> {
  if (!mayPlan(actor)) return { refusals: [{ kind: 'NOT_ALLOWED' }] };
  const pack = packOf(deps, jurisdiction);
  const draftKey = idempotencyKey === null ? null : `${jurisdiction}|${actor.subject}|${idempotencyKey}`;
  const earlier = async () => (draftKey === null ? null : deps.plans.findByDraftKey(scope, draftKey));
  const first = await earlier();
  if (first !== null) return { id: first };
  const [units, items] = await Promise.all([
    deps.organizations.units(request.routes.slice(0, 100).map(({ to }) => to)),
    deps.itemLists.inForce(pack, [actor.division], mark.now),
  ]);
  const facts = { id: randomUUID(), pack, calendar: deps.calendarOf(pack), actor, now: mark.now, units, items };
  const outcome = draftPlan(request, facts);
  if ('refusals' in outcome) return outcome;
  const { id } = outcome.plan;
  const written = await deps.plans.insert(outcome.plan, draftKey, mark);
  // Of two with one key at the same moment, both get the one that was first.
  return { id: written === 'STORED' ? id : ((await earlier()) ?? id) };
}

export type PlanChange = {
  readonly id: string;
  readonly words: string;
  readonly expectedVersion: number | undefined;
  readonly decide: typeof publishPlan | typeof withdrawPlan;
};

/** Publishes or withdraws a plan. @throws GraphError NOT_FOUND outside the scope, CONFLICT when somebody else was first */
export async function changePlan(
  deps: TicketDeps,
  { id, words, expectedVersion, decide }: PlanChange,
  { scope, actor, mark }: PlanCall,
): Promise<PlanOutcome> {
  const stored = await deps.plans.load(scope, id);
  if (!stored) throw notFound();
  if (expectedVersion !== undefined && expectedVersion !== stored.version) throw conflict();
  const outcome = decide(stored, { actor, now: mark.now, words });
  if ('refusals' in outcome) return outcome;
  if ((await deps.plans.save(stored, outcome.plan, mark)) === 'MOVED') throw conflict();
  return { id };
}
