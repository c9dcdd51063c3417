import type { Severity } from '@gridlink/contracts';
import type { Limit, LimitedStep } from '@gridlink/jurisdiction';
import type { Step } from '../../ticket/domain/step.ts';

/** The four modes of a city (ZZ30), the one that binds most last: where several plans hold, it is applied. */
export const MODES = ['DAILY', 'HOLIDAY', 'MAJOR_TASK', 'EMERGENCY'] as const;
export type Mode = (typeof MODES)[number];

export type PlannedStep = LimitedStep | 'handle';

/** Another limit for a step: the pack's times a factor, or one in its place. */
export type LimitChange = {
  readonly step: PlannedStep;
  /** Null is every severity. */
  readonly severity: Severity | null;
  readonly factor: number | null;
  readonly limit: Limit | null;
};

/** Matters of an item go to a named body first. */
export type Route = { readonly itemCode: string; readonly to: string };

export type PlanState = 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';

/** A plan of one mode for an area and a time (ZZ30, JS30, NB18). What was published does not change; another plan takes its place. */
export type ModePlan = {
  readonly id: string;
  readonly jurisdiction: string;
  /** Division whose center drew it up, and all above it with itself. */
  readonly division: string;
  readonly areas: readonly string[];
  readonly title: string;
  readonly words: string;
  readonly mode: Mode;
  /** Where it holds, with all below. */
  readonly divisions: readonly string[];
  /** When it holds; `until` itself no more. */
  readonly from: Date;
  readonly until: Date;
  readonly limits: readonly LimitChange[];
  /** How often a day grid staff are asked to patrol. */
  readonly patrolsADay: number | null;
  readonly routes: readonly Route[];
  readonly state: PlanState;
  readonly drafted: Step;
  readonly draftedAt: Date;
  readonly published: Step | null;
  readonly withdrawn: Step | null;
};

/** A published plan with the version that was published. */
export type PublishedPlan = ModePlan & { readonly version: number };

const holds = ({ divisions, from, until }: ModePlan, areas: readonly string[], now: Date): boolean =>
  from <= now && now < until && divisions.some((division) => areas.includes(division));

/** How narrow a plan is in a place: the deepest of its divisions that the place lies in. */
const depthOf = ({ divisions }: ModePlan, areas: readonly string[]): number =>
  Math.max(...divisions.map((division) => areas.indexOf(division)));

/** Plans that hold in a place (its divisions, highest first) at an instant; the one that is applied comes first: most binding mode, narrowest area, newest. */
export const plansThatHold = (
  plans: readonly PublishedPlan[],
  areas: readonly string[],
  now: Date,
): readonly PublishedPlan[] =>
  plans
    .filter((plan) => holds(plan, areas, now))
    .toSorted(
      (a, b) =>
        MODES.indexOf(b.mode) - MODES.indexOf(a.mode) ||
        depthOf(b, areas) - depthOf(a, areas) ||
        (b.published?.at.getTime() ?? 0) - (a.published?.at.getTime() ?? 0),
    );
