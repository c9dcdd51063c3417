import type { Role } from '@gridlink/contracts';

/** Roles that only appointments give. */
export const GRID_STAFF_ROLES: ReadonlySet<Role> = new Set<Role>([
  'GRID_WORKER',
  'GRID_LEADER',
  'MICRO_LEADER',
  'INSTRUCTOR',
]);

/** Roles whose sight is an area; they are nothing without a division. */
export const AREA_ROLES: ReadonlySet<Role> = new Set<Role>([
  'TOWN_OPERATOR',
  'COUNTY_COORDINATOR',
  'CITY_COORDINATOR',
  'PLATFORM_OPERATOR',
  'AUDITOR',
]);

/** Roles that act for a body; they are nothing without an organization. */
export const ORGANIZATION_ROLES: ReadonlySet<Role> = new Set<Role>([
  'DEPARTMENT_OFFICER',
  'DEPARTMENT_LEAD',
  'SERVICE_UNIT',
  'HOST_UNIT',
  'SURVEYOR',
  'DATA_STEWARD',
  'DISCIPLINE_INSPECTOR',
]);

const ADMINISTRATION = 5;

/** Height of each role for giving and taking. Those who watch over others are given by administration alone. */
const HEIGHT: Readonly<Record<Role, number>> = {
  ADMIN: ADMINISTRATION,
  AUDITOR: ADMINISTRATION,
  DISCIPLINE_INSPECTOR: ADMINISTRATION,
  CITY_COORDINATOR: 4,
  COUNTY_COORDINATOR: 3,
  PLATFORM_OPERATOR: 2,
  TOWN_OPERATOR: 2,
  DEPARTMENT_LEAD: 1,
  DEPARTMENT_OFFICER: 1,
  SERVICE_UNIT: 1,
  HOST_UNIT: 1,
  SURVEYOR: 1,
  DATA_STEWARD: 1,
  GRID_LEADER: 0,
  GRID_WORKER: 0,
  MICRO_LEADER: 0,
  INSTRUCTOR: 0,
  PUBLIC: 0,
};

/** Roles among `wanted` that stand above everything the giver has. */
export function rolesAbove(giver: readonly Role[], wanted: readonly Role[]): Role[] {
  const own = Math.max(
    0,
    ...giver.filter((role) => role !== 'AUDITOR' && role !== 'DISCIPLINE_INSPECTOR').map((role) => HEIGHT[role]),
  );
  return wanted.filter((role) => HEIGHT[role] > own);
}
