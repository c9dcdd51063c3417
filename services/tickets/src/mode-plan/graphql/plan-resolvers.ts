import { areasOf, isDivisionCode, type Severity } from '@gridlink/contracts';
import type { Limit } from '@gridlink/jurisdiction';
import {
  badUserInput,
  connectionOf,
  forbidden,
  type PageArguments,
  pageRequest,
  type UserError,
} from '@gridlink/subgraph-kit';
import type { TicketContext } from '../../context.ts';
import { actorOf } from '../../ticket/use-cases/actor-of.ts';
import { type InputProblem, textProblems } from '../../ticket/use-cases/check-text.ts';
import { publishPlan, withdrawPlan } from '../domain/draft-plan.ts';
import type { Mode, ModePlan, PlannedStep, PlanState, Route } from '../domain/mode-plan.ts';
import type { PlanRefusal } from '../domain/refusal.ts';
import { changePlan, type PlanChange, type PlanOutcome, performDraft } from '../use-cases/manage-plans.ts';
import type { PlanRow } from '../use-cases/plan-repository.ts';
import { planError } from './plan-errors.ts';

type Payload = { readonly plan: PlanRow | null; readonly userErrors: readonly UserError[] };

type DraftInput = {
  readonly title: string;
  readonly words: string;
  readonly mode: Mode;
  readonly divisions: readonly string[];
  readonly from: Date;
  readonly until: Date;
  readonly limits?:
    | readonly {
        readonly step: string;
        readonly severity?: Severity | null;
        readonly factor?: number | null;
        readonly limit?: Limit | null;
      }[]
    | null;
  readonly patrolsADay?: number | null;
  readonly routes?: readonly Route[] | null;
  readonly idempotencyKey?: string | null;
};

type ChangeInput = {
  readonly planId: string;
  readonly words?: string | null;
  readonly reason?: string | null;
  readonly expectedVersion?: number | null;
};

const TITLE = { field: 'title', label: '标题', max: 100, required: true };
const WORDS = { field: 'words', label: '说明', max: 4_000, required: true, lines: true };
const KEY = { field: 'idempotencyKey', label: '幂等键', max: 120 };
const REASON = { field: 'reason', label: '理由', max: 500, required: true };

const withProblems = (problems: readonly InputProblem[]): Payload => ({
  plan: null,
  userErrors: problems.map((problem) => ({ ...problem, article: null })),
});

function withRefusals(refusals: readonly PlanRefusal[]): Payload {
  if (refusals.some(({ kind }) => kind === 'NOT_ALLOWED')) {
    throw forbidden('您不能对该预案执行此操作 (you may not do this to the plan)');
  }
  return { plan: null, userErrors: refusals.map(planError) };
}

const callOf = ({ scope, caller, now, traceparent }: TicketContext) => ({
  scope,
  actor: actorOf(caller),
  mark: { now: now(), traceparent },
});

async function answer(outcome: PlanOutcome, { deps, scope }: TicketContext): Promise<Payload> {
  if ('refusals' in outcome) return withRefusals(outcome.refusals);
  return { plan: await deps.plans.load(scope, outcome.id), userErrors: [] };
}

async function draft(_: unknown, { input }: { input: DraftInput }, context: TicketContext): Promise<Payload> {
  const problems = [
    ...textProblems(input.title, TITLE),
    ...textProblems(input.words, WORDS),
    ...textProblems(input.idempotencyKey, KEY),
  ];
  if (problems.length > 0) return withProblems(problems);
  const { jurisdiction } = context.caller;
  if (jurisdiction === undefined) return withRefusals([{ kind: 'NOT_ALLOWED' }]);
  const limits = (input.limits ?? []).map(({ step, severity, factor, limit }) => ({
    step: step as PlannedStep,
    severity: severity ?? null,
    factor: factor ?? null,
    limit: limit ? { amount: limit.amount, unit: limit.unit } : null,
  }));
  const request = {
    title: input.title.trim(),
    words: input.words.trim(),
    mode: input.mode,
    divisions: input.divisions,
    from: input.from,
    until: input.until,
    limits,
    patrolsADay: input.patrolsADay ?? null,
    routes: (input.routes ?? []).map(({ itemCode, to }) => ({ itemCode, to })),
  };
  const call = { ...callOf(context), jurisdiction, idempotencyKey: input.idempotencyKey?.trim() || null };
  return answer(await performDraft(context.deps, request, call), context);
}

const changing =
  (decide: PlanChange['decide'], rule: typeof WORDS | typeof REASON) =>
  async (_: unknown, { input }: { input: ChangeInput }, context: TicketContext): Promise<Payload> => {
    const text = (rule.field === 'reason' ? input.reason : input.words) ?? '';
    const problems = textProblems(text, rule);
    if (problems.length > 0) return withProblems(problems);
    const change = {
      id: input.planId,
      words: text.trim(),
      expectedVersion: input.expectedVersion ?? undefined,
      decide,
    };
    return answer(await changePlan(context.deps, change, callOf(context)), context);
  };

type ListArguments = PageArguments & {
  readonly filter?: { readonly state?: PlanState | null; readonly mode?: Mode | null } | null;
};

/** `FIELD_CHECK` → `fieldCheck`: the schema's enum values of the pack's steps. */
const STEPS: Readonly<Record<string, PlannedStep>> = {
  ACCEPT: 'accept',
  DISPATCH: 'dispatch',
  REPORT_IN: 'reportIn',
  HANDLE: 'handle',
  REWORK: 'rework',
  EXPLAIN: 'explain',
  FEED_BACK: 'feedBack',
  VERIFY: 'verify',
  SUPERVISE: 'supervise',
  FIELD_CHECK: 'fieldCheck',
};

const person = ({ person: id }: { readonly person: string | null }) => (id === null ? null : { id });

export const planResolvers = {
  Query: {
    modePlan: (_: unknown, { id }: { id: string }, { deps, scope }: TicketContext) => deps.plans.load(scope, id),
    async modePlans(_: unknown, args: ListArguments, { deps, scope }: TicketContext) {
      const page = pageRequest(args);
      const { state, mode } = args.filter ?? {};
      const rows = await deps.plans.list(scope, {
        filter: { state: state ?? undefined, mode: mode ?? undefined },
        page,
      });
      return connectionOf(rows, page, ({ draftedAt, id }) => [draftedAt, id]);
    },
    /** What is in force is an order to everybody of the jurisdiction. */
    modePlansInForce(_: unknown, { division }: { division: string }, { deps, scope, now }: TicketContext) {
      if (!isDivisionCode(division)) {
        throw badUserInput('区划代码应为 12 位数字 (a division code has 12 digits)', 'division');
      }
      return scope.reach === 'BOUNDED' ? deps.plans.inForce(scope.jurisdiction, areasOf(division), now()) : [];
    },
  },
  Mutation: {
    draftModePlan: draft,
    publishModePlan: changing(publishPlan, WORDS),
    withdrawModePlan: changing(withdrawPlan, REASON),
  },
  ModePlan: {
    division: ({ division }: ModePlan) => ({ code: division }),
    divisions: ({ divisions }: ModePlan) => divisions.map((code) => ({ code })),
  },
  PlannedStep: STEPS,
  PlannedRoute: { to: ({ to }: Route) => ({ code: to }) },
  ModePlanStep: { person },
};
