import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { combinedSteps, type Fetch, type FetchDeps, fetchStep } from './fetch-steps.ts';
import type { PlanPath } from './places.ts';
import type { Run, Step } from './run.ts';

type PlanDeps = FetchDeps & {
  /** The value of a Boolean variable in a condition. */
  readonly isTrue: (run: Run, variable: string) => boolean;
};

const NOTHING: Step = async () => {};

/** Compiles a plan once, so that a run walks closures instead of nodes. @throws Error for kinds of nodes that no query has */
export function planSteps(deps: PlanDeps, { node }: QueryPlan): Step {
  if (node?.kind === 'Subscription') throw new Error('a subscription is not executed as a plan');
  return node ? stepOf(deps, node, []) : NOTHING;
}

function stepOf(deps: PlanDeps, node: PlanNode, path: PlanPath): Step {
  switch (node.kind) {
    case 'Fetch':
      return fetchStep(deps, { node, path });
    case 'Flatten':
      return stepOf(deps, node.node, [...path, ...node.path.map(String)]);
    case 'Sequence':
      return inTurn(node.nodes.map((one) => stepOf(deps, one, path)));
    case 'Parallel':
      return atOnce(parallelSteps(deps, node.nodes, path));
    case 'Condition': {
      const then = node.ifClause ? stepOf(deps, node.ifClause, path) : NOTHING;
      const otherwise = node.elseClause ? stepOf(deps, node.elseClause, path) : NOTHING;
      return (run) => (deps.isTrue(run, node.condition) ? then(run) : otherwise(run));
    }
    default:
      throw new Error(`a plan holds a node of the kind ${node.kind}`);
  }
}

function inTurn(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function atOnce(steps: readonly Step[]): Step {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
}

/** Requests for entities of the same subgraph that may go at the same time go together. */
function parallelSteps(deps: PlanDeps, nodes: readonly PlanNode[], path: PlanPath): Step[] {
  const others: Step[] = [];
  const byService = new Map<string, Fetch[]>();
  for (const node of nodes) {
    const fetch = entityFetchIn(node, path);
    if (!fetch) others.push(stepOf(deps, node, path));
    else byService.set(fetch.node.serviceName, [...(byService.get(fetch.node.serviceName) ?? []), fetch]);
  }
  return [...others, ...[...byService.values()].flatMap((fetches) => combinedSteps(deps, fetches))];
}

function entityFetchIn(node: PlanNode, path: PlanPath): Fetch | undefined {
  if (node.kind === 'Fetch') return isOfEntities(node) ? { node, path } : undefined;
  return node.kind === 'Flatten' ? entityFetchIn(node.node, [...path, ...node.path.map(String)]) : undefined;
}

const isOfEntities = ({ requires, contextRewrites }: FetchNode): boolean =>
  requires !== undefined && !contextRewrites?.length;
