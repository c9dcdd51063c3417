import type { Limit } from '@gridlink/jurisdiction';
import type { PlanState } from './mode-plan.ts';

/** Why a plan, or a command about one, is refused; knows no protocol. */
export type PlanRefusal =
  | { readonly kind: 'NOT_ALLOWED' }
  | { readonly kind: 'MODE_NOT_FORESEEN' }
  | { readonly kind: 'NO_DIVISIONS' }
  | { readonly kind: 'DIVISION_OUTSIDE'; readonly index: number; readonly name: string }
  | { readonly kind: 'ENDS_BEFORE_IT_BEGINS' }
  | { readonly kind: 'OVER_ALREADY' }
  | { readonly kind: 'HOLDS_TOO_LONG'; readonly longest: Limit }
  | { readonly kind: 'CHANGES_NOTHING' }
  | { readonly kind: 'TOO_MANY_CHANGES'; readonly field: 'limits' | 'routes' | 'divisions'; readonly most: number }
  | { readonly kind: 'FACTOR_OR_LIMIT'; readonly index: number }
  | { readonly kind: 'SEVERITY_NEEDED'; readonly index: number }
  | { readonly kind: 'CHANGED_TWICE'; readonly index: number }
  | { readonly kind: 'FACTOR_OUT_OF_BOUNDS'; readonly index: number; readonly least: number; readonly most: number }
  | { readonly kind: 'LIMIT_OUT_OF_BOUNDS'; readonly index: number; readonly min: Limit; readonly max: Limit }
  | { readonly kind: 'PATROLS_OUT_OF_BOUNDS'; readonly most: number }
  | { readonly kind: 'ROUTE_TWICE'; readonly index: number }
  | { readonly kind: 'ITEM_UNKNOWN'; readonly index: number; readonly name: string }
  | { readonly kind: 'UNIT_UNKNOWN'; readonly index: number; readonly name: string }
  | { readonly kind: 'UNIT_OUTSIDE'; readonly index: number; readonly name: string }
  | { readonly kind: 'PLAN_STATE'; readonly state: PlanState }
  | { readonly kind: 'OWN_DRAFT' };
