import { AREA_ROLES, type Caller, GRID_ROLES, ORGANIZATION_ROLES, type Role } from '@gridlink/contracts';

/**
 * What part of the data a caller may touch. No repository can be called without one.
 * BOUNDED reaches the union of its parts: the area's subtree, what concerns the organization, the grids served in.
 */
export type Scope =
  | { readonly reach: 'PUBLIC' }
  | {
      readonly reach: 'BOUNDED';
      readonly jurisdiction: string;
      readonly area?: string;
      readonly organization?: string;
      readonly grids?: readonly string[];
    }
  /** Administration of the whole platform: accounts and rules, every jurisdiction. */
  | { readonly reach: 'PLATFORM' }
  /** The platform's own work (relays, sweepers, reactions to events); the reason is logged. */
  | { readonly reach: 'SYSTEM'; readonly reason: string };

/** ADMIN sees an area where it has one, and the whole platform where it has no jurisdiction. */
const SEES_AN_AREA: ReadonlySet<Role> = new Set<Role>([...AREA_ROLES, 'ADMIN']);

/** The scope that a caller's roles give. A role that needs a place the caller does not have gives nothing. */
export function scopeOf(caller: Caller): Scope {
  const has = (roles: ReadonlySet<Role>): boolean => caller.roles.some((role) => roles.has(role));
  if (caller.jurisdiction === undefined) {
    return caller.kind === 'PERSON' && caller.roles.includes('ADMIN') ? { reach: 'PLATFORM' } : { reach: 'PUBLIC' };
  }
  return {
    reach: 'BOUNDED',
    jurisdiction: caller.jurisdiction,
    ...(has(SEES_AN_AREA) && caller.division !== undefined ? { area: caller.division } : {}),
    ...(has(ORGANIZATION_ROLES) && caller.organization !== undefined ? { organization: caller.organization } : {}),
    ...(has(GRID_ROLES) && caller.grids !== undefined ? { grids: caller.grids } : {}),
  };
}

export const systemScope = (reason: string): Scope => ({ reach: 'SYSTEM', reason });

/**
 * A filter nothing matches, for a scope that reaches nothing. Under `$and`, so that a condition on `_id` written beside it narrows it
 * further and does not take its place.
 */
export const NOTHING = Object.freeze({ $and: [{ _id: { $in: [] as string[] } }] });

/** True when a division lies inside what the scope reaches by area. */
export function reachesArea(scope: Scope, jurisdiction: string, areas: readonly string[]): boolean {
  if (scope.reach === 'PLATFORM' || scope.reach === 'SYSTEM') return true;
  if (scope.reach === 'PUBLIC') return false;
  return scope.jurisdiction === jurisdiction && scope.area !== undefined && areas.includes(scope.area);
}
