import type { PageRequest, Scope } from '@gridlink/subgraph-kit';
import type { WriteMark } from '../../ticket/use-cases/ticket-repository.ts';
import type { Mode, ModePlan, PlanState, PublishedPlan } from '../domain/mode-plan.ts';

export type PlanRow = ModePlan & { readonly version: number };
export type StoredPlan = PlanRow & { readonly sequence: number };

export type PlanFilter = { readonly state?: PlanState | undefined; readonly mode?: Mode | undefined };

export type PlanRepository = {
  /** SEEN_BEFORE: a plan with that key is there. */
  insert(plan: ModePlan, draftKey: string | null, mark: WriteMark): Promise<'STORED' | 'SEEN_BEFORE'>;
  /** The id of the plan that was drawn up under a key. */
  findByDraftKey(scope: Scope, draftKey: string): Promise<string | null>;
  load(scope: Scope, id: string): Promise<StoredPlan | null>;
  /** One guarded write; MOVED when somebody else was first. */
  save(stored: StoredPlan, next: ModePlan, mark: WriteMark): Promise<'STORED' | 'MOVED'>;
  /** Plans that centers of the scope's area drew up, newest first; one row more than the page wants, when there is one. */
  list(scope: Scope, asked: { readonly filter: PlanFilter; readonly page: PageRequest }): Promise<readonly PlanRow[]>;
  /** Published plans that hold in a place (its divisions, highest first) at an instant, the one that is applied first; out of memory. */
  inForce(jurisdiction: string, areas: readonly string[], now: Date): Promise<readonly PublishedPlan[]>;
};
