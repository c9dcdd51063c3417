import type { Role } from '@gridlink/contracts';

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
