import { SEVERITIES, type Severity } from '@gridlink/contracts';
import type { Limit, Pack } from '@gridlink/jurisdiction';
import type { LimitChange, ModePlan, PlannedStep } from './mode-plan.ts';

type Steps = Pack['limits']['steps'];

/** The pack's own limit of a step. */
export const packLimit = (pack: Pack, step: PlannedStep, severity: Severity): Limit =>
  step === 'handle' ? pack.limits.steps.handle[severity].default : pack.limits.steps[step][severity];

/** The change a plan makes to a step, the one for this severity before the one for all. */
const changeOf = (plan: ModePlan, step: PlannedStep, severity: Severity): LimitChange | undefined =>
  plan.limits.find((change) => change.step === step && change.severity === severity) ??
  plan.limits.find((change) => change.step === step && change.severity === null);

/** Whether a plan says anything of a step. */
export const isChanged = (plan: ModePlan, step: PlannedStep, severity: Severity): boolean =>
  changeOf(plan, step, severity) !== undefined;

/** The limit a plan gives a step; undefined where it leaves the pack's. */
export function plannedLimit(
  pack: Pack,
  plan: ModePlan,
  of: { readonly step: PlannedStep; readonly severity: Severity },
): Limit | undefined {
  const { step, severity } = of;
  const change = changeOf(plan, step, severity);
  if (!change) return undefined;
  const own = packLimit(pack, step, severity);
  const limit = change.limit ?? { amount: own.amount * (change.factor ?? 1), unit: own.unit };
  if (step !== 'handle') return limit;
  // A dispatcher still chooses inside the pack's bounds.
  const { min, max } = pack.limits.steps.handle[severity];
  return { amount: Math.min(Math.max(limit.amount, min.amount), max.amount), unit: limit.unit };
}

function stepsUnder(pack: Pack, plan: ModePlan): Steps {
  const changed = plan.limits.map(({ step }) => step);
  const bySeverity = (step: Exclude<PlannedStep, 'handle'>): Steps[typeof step] =>
    Object.fromEntries(
      SEVERITIES.map((severity) => [
        severity,
        plannedLimit(pack, plan, { step, severity }) ?? pack.limits.steps[step][severity],
      ]),
    ) as Steps[typeof step];
  const handle = Object.fromEntries(
    SEVERITIES.map((severity) => {
      const own = pack.limits.steps.handle[severity];
      return [severity, { ...own, default: plannedLimit(pack, plan, { step: 'handle', severity }) ?? own.default }];
    }),
  ) as Steps['handle'];
  const others = changed.filter((step) => step !== 'handle').map((step) => [step, bySeverity(step)] as const);
  return { ...pack.limits.steps, handle, ...Object.fromEntries(others) };
}

/** The pack as it is under a plan: everything of the law stays, the limits of the steps are the plan's. */
export const packUnder = (pack: Pack, plan: ModePlan | null): Pack =>
  plan === null || plan.limits.length === 0
    ? pack
    : { ...pack, limits: { ...pack.limits, steps: stepsUnder(pack, plan) } };
