import type { Role } from '@gridlink/contracts';
import type { Actor } from './actor.ts';
import { type Relation, type Standing, stands } from './relations.ts';

/** Roles that may give a command, and how they must stand to the ticket. */
export type Permission = { readonly roles: readonly Role[] | 'ANY'; readonly as: Relation };

export const CENTER: readonly Role[] = ['TOWN_OPERATOR', 'COUNTY_COORDINATOR', 'CITY_COORDINATOR', 'PLATFORM_OPERATOR'];
export const SUPERIOR_CENTER: readonly Role[] = ['COUNTY_COORDINATOR', 'CITY_COORDINATOR', 'PLATFORM_OPERATOR'];
export const GRID_STAFF: readonly Role[] = ['GRID_WORKER', 'GRID_LEADER'];
/** Whoever can be given an assignment; towns are, as units, spoken for by their operators. */
export const UNIT: readonly Role[] = [
  'DEPARTMENT_OFFICER',
  'DEPARTMENT_LEAD',
  'SERVICE_UNIT',
  'HOST_UNIT',
  'TOWN_OPERATOR',
  ...GRID_STAFF,
];
/** Whoever works in a unit or a center. */
export const ANY_BODY: readonly Role[] = [...new Set([...UNIT, ...CENTER])];

/** The role by which the actor may, or null when no permission fits. */
export function permittedRole(who: readonly Permission[], standing: Standing): string | null {
  const { actor } = standing;
  for (const { roles, as } of who) {
    const role = roles === 'ANY' ? nameOf(actor) : actor.roles.find((held) => roles.includes(held));
    if (role !== undefined && stands(as, standing)) return role;
  }
  return null;
}

function nameOf({ kind, provedReporter, roles }: Actor): string {
  if (kind === 'SYSTEM') return 'SYSTEM';
  return provedReporter ? 'REPORTER' : (roles[0] ?? 'PUBLIC');
}
