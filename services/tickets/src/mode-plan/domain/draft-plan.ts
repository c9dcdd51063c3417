import { areasOf, isDivisionCode } from '@gridlink/contracts';
import type { Limit, Pack, WorkingCalendar } from '@gridlink/jurisdiction';
import type { Actor } from '../../ticket/domain/actor.ts';
import { worksInCenter } from '../../ticket/domain/centers.ts';
import { limitEnd } from '../../ticket/domain/deadlines.ts';
import type { ListedItem, Unit } from '../../ticket/domain/decision.ts';
import { stepOf } from '../../ticket/domain/step.ts';
import type { LimitChange, ModePlan } from './mode-plan.ts';
import { packLimit } from './planned-limits.ts';
import type { PlanRefusal } from './refusal.ts';

export type PlanRequest = Pick<
  ModePlan,
  'title' | 'words' | 'mode' | 'divisions' | 'from' | 'until' | 'limits' | 'patrolsADay' | 'routes'
>;

/** All that drawing up rests on: no clock, no database, no random. */
export type PlanFacts = {
  readonly id: string;
  readonly pack: Pack;
  readonly calendar: WorkingCalendar;
  readonly actor: Actor;
  readonly now: Date;
  /** Bodies the routes name, and the items of the list in force. */
  readonly units: ReadonlyMap<string, Unit>;
  readonly items: ReadonlyMap<string, ListedItem>;
};

const MOST = { divisions: 50, limits: 40, routes: 50 } as const;

/** Coordinators of a county or a city. */
export const mayPlan = (actor: Actor): actor is Actor & { readonly division: string } =>
  worksInCenter(actor) && (actor.roles.includes('COUNTY_COORDINATOR') || actor.roles.includes('CITY_COORDINATOR'));

function tooMany(request: PlanRequest): readonly PlanRefusal[] {
  return (['divisions', 'limits', 'routes'] as const)
    .filter((field) => request[field].length > MOST[field])
    .map((field) => ({ kind: 'TOO_MANY_CHANGES', field, most: MOST[field] }));
}

function whereAndWhen(request: PlanRequest, facts: PlanFacts, division: string): readonly PlanRefusal[] {
  const { divisions, from, until } = request;
  const { longest } = facts.pack.limits.plans;
  const latest = limitEnd(facts.calendar, longest, from);
  return [
    ...(divisions.length === 0 ? [{ kind: 'NO_DIVISIONS' } as const] : []),
    ...divisions.flatMap((name, index): PlanRefusal[] =>
      isDivisionCode(name) && areasOf(name).includes(division) ? [] : [{ kind: 'DIVISION_OUTSIDE', index, name }],
    ),
    ...(until <= from ? [{ kind: 'ENDS_BEFORE_IT_BEGINS' } as const] : []),
    ...(until <= facts.now ? [{ kind: 'OVER_ALREADY' } as const] : []),
    ...(latest !== null && until > latest ? [{ kind: 'HOLDS_TOO_LONG', longest } as const] : []),
  ];
}

const times = ({ amount, unit }: Limit, factor: number): Limit => ({ amount: amount * factor, unit });

function limitRefusal(change: LimitChange, index: number, { limits }: PlanRequest, pack: Pack): PlanRefusal | null {
  const { step, severity, factor, limit } = change;
  const { min, max } = pack.limits.plans.factor;
  if ((factor === null) === (limit === null)) return { kind: 'FACTOR_OR_LIMIT', index };
  const first = limits.findIndex((other) => other.step === step && other.severity === severity);
  if (first !== index) return { kind: 'CHANGED_TWICE', index };
  if (factor !== null)
    return factor >= min && factor <= max ? null : { kind: 'FACTOR_OUT_OF_BOUNDS', index, least: min, most: max };
  // Limits of different severities run on different clocks: one in place of all of them would change the clock.
  if (severity === null || limit === null) return { kind: 'SEVERITY_NEEDED', index };
  const own = packLimit(pack, step, severity);
  const [least, most] = [times(own, min), times(own, max)];
  const isWithin = limit.unit === own.unit && limit.amount >= least.amount && limit.amount <= most.amount;
  return isWithin ? null : { kind: 'LIMIT_OUT_OF_BOUNDS', index, min: least, max: most };
}

function routeRefusals({ routes }: PlanRequest, { units, items }: PlanFacts, division: string): readonly PlanRefusal[] {
  return routes.flatMap(({ itemCode, to }, index): PlanRefusal[] => {
    if (routes.findIndex((other) => other.itemCode === itemCode) !== index) return [{ kind: 'ROUTE_TWICE', index }];
    if (!items.has(itemCode)) return [{ kind: 'ITEM_UNKNOWN', index, name: itemCode }];
    const unit = units.get(to);
    if (!unit?.active) return [{ kind: 'UNIT_UNKNOWN', index, name: to }];
    return unit.areas.includes(division) ? [] : [{ kind: 'UNIT_OUTSIDE', index, name: to }];
  });
}

function whatItChanges(request: PlanRequest, facts: PlanFacts, division: string): readonly PlanRefusal[] {
  const { limits, patrolsADay, routes } = request;
  const { mostPatrolsADay } = facts.pack.limits.plans;
  const isEmpty = limits.length === 0 && routes.length === 0 && patrolsADay === null;
  const isTooOften = patrolsADay !== null && (patrolsADay < 1 || patrolsADay > mostPatrolsADay);
  return [
    ...(isEmpty ? [{ kind: 'CHANGES_NOTHING' } as const] : []),
    ...limits.flatMap((change, index) => limitRefusal(change, index, request, facts.pack) ?? []),
    ...(isTooOften ? [{ kind: 'PATROLS_OUT_OF_BOUNDS', most: mostPatrolsADay } as const] : []),
    ...routeRefusals(request, facts, division),
  ];
}

function refusalsOf(request: PlanRequest, facts: PlanFacts, division: string): readonly PlanRefusal[] {
  const many = tooMany(request);
  if (many.length > 0) return many;
  const isForeseen = facts.pack.loop.emergency.modes.some(({ code }) => code === request.mode);
  return [
    ...(isForeseen ? [] : [{ kind: 'MODE_NOT_FORESEEN' } as const]),
    ...whereAndWhen(request, facts, division),
    ...whatItChanges(request, facts, division),
  ];
}

/** Draws up a plan for divisions of the coordinator's own subtree; it changes nothing until somebody else has published it. */
export function draftPlan(
  request: PlanRequest,
  facts: PlanFacts,
): { readonly plan: ModePlan } | { readonly refusals: readonly PlanRefusal[] } {
  const { id, pack, actor, now } = facts;
  if (!mayPlan(actor)) return { refusals: [{ kind: 'NOT_ALLOWED' }] };
  const refusals = refusalsOf(request, facts, actor.division);
  if (refusals.length > 0) return { refusals };
  const plan: ModePlan = {
    ...request,
    id,
    jurisdiction: pack.code,
    division: actor.division,
    areas: areasOf(actor.division),
    state: 'DRAFT',
    drafted: stepOf(actor, now, null),
    draftedAt: now,
    published: null,
    withdrawn: null,
  };
  return { plan };
}

/** A coordinator of the center that drew it up, or of one above. */
const answersFor = ({ areas }: ModePlan, actor: Actor): boolean => mayPlan(actor) && areas.includes(actor.division);

type Decided = { readonly plan: ModePlan } | { readonly refusals: readonly PlanRefusal[] };
type Act = { readonly actor: Actor; readonly now: Date; readonly words: string };

/** Reviewed by another person than drew it up; from then on it holds by its time alone. */
export function publishPlan(plan: ModePlan, { actor, now, words }: Act): Decided {
  if (!answersFor(plan, actor)) return { refusals: [{ kind: 'NOT_ALLOWED' }] };
  if (plan.state !== 'DRAFT') return { refusals: [{ kind: 'PLAN_STATE', state: plan.state }] };
  if (plan.drafted.subject === actor.subject) return { refusals: [{ kind: 'OWN_DRAFT' }] };
  if (plan.until <= now) return { refusals: [{ kind: 'OVER_ALREADY' }] };
  return { plan: { ...plan, state: 'PUBLISHED', published: stepOf(actor, now, words) } };
}

export function withdrawPlan(plan: ModePlan, { actor, now, words }: Act): Decided {
  if (!answersFor(plan, actor)) return { refusals: [{ kind: 'NOT_ALLOWED' }] };
  if (plan.state === 'WITHDRAWN') return { refusals: [{ kind: 'PLAN_STATE', state: plan.state }] };
  return { plan: { ...plan, state: 'WITHDRAWN', withdrawn: stepOf(actor, now, words) } };
}
