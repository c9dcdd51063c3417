import type { Severity } from '@gridlink/contracts';
import type { Pack } from '@gridlink/jurisdiction';
import type { Change } from '../../ticket/domain/change.ts';
import type { DeadlineKind } from '../../ticket/domain/vocabulary.ts';
import type { Mode, PlannedStep, PublishedPlan } from './mode-plan.ts';
import { isChanged, packLimit } from './planned-limits.ts';

/** Which plan gave a limit, in which version: kept with the clock it gave it to. */
export type AppliedPlan = {
  readonly id: string;
  readonly version: number;
  readonly mode: Mode;
  readonly title: string;
};

const STEPS_OF_CLOCK: Readonly<Partial<Record<DeadlineKind, readonly PlannedStep[]>>> = {
  ACCEPT: ['accept'],
  FIELD_CHECK: ['fieldCheck'],
  DISPATCH: ['dispatch'],
  REPORT_IN: ['reportIn'],
  HANDLE: ['handle', 'rework'],
  EXPLAIN: ['explain'],
  FEED_BACK: ['feedBack'],
  VERIFY: ['verify'],
  SUPERVISE: ['supervise'],
};

type Under = { readonly plan: PublishedPlan; readonly pack: Pack; readonly severity: Severity };

const appliedPlan = ({ id, version, mode, title }: PublishedPlan): AppliedPlan => ({ id, version, mode, title });

/** Writes the plan on every clock that starts with a limit of it; a limit a dispatcher chose is the dispatcher's. `pack` is the pack under the plan. */
export const notePlan = (changes: readonly Change[], { plan, pack, severity }: Under): readonly Change[] =>
  changes.map((change) => {
    if (change.type !== 'DEADLINE_STARTED') return change;
    const { kind, limit } = change.deadline;
    const isPlanned = STEPS_OF_CLOCK[kind]?.some((step) => {
      const planned = packLimit(pack, step, severity);
      return isChanged(plan, step, severity) && planned.amount === limit.amount && planned.unit === limit.unit;
    });
    return isPlanned ? { ...change, deadline: { ...change.deadline, plan: appliedPlan(plan) } } : change;
  });

/** The plan as an entry of the timeline names it. */
export const planFact = ({ id, version }: Pick<PublishedPlan, 'id' | 'version'>): string => `${id}@${version}`;

/** Whether any of the changes was made under the plan. */
export const bearsPlan = (changes: readonly Change[]): boolean =>
  changes.some((change) => change.type === 'DEADLINE_STARTED' && change.deadline.plan);
