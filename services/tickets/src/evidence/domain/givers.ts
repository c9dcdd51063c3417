import type { Role } from '@gridlink/contracts';

/** Who hands in evidence: those who work on tickets, and so those who read it there. */
const GIVERS: ReadonlySet<Role> = new Set<Role>([
  'GRID_WORKER',
  'GRID_LEADER',
  'MICRO_LEADER',
  'INSTRUCTOR',
  'TOWN_OPERATOR',
  'COUNTY_COORDINATOR',
  'CITY_COORDINATOR',
  'PLATFORM_OPERATOR',
  'DEPARTMENT_OFFICER',
  'DEPARTMENT_LEAD',
  'SERVICE_UNIT',
  'HOST_UNIT',
  'DISCIPLINE_INSPECTOR',
]);

export const mayGiveEvidence = (roles: readonly Role[]): boolean => roles.some((role) => GIVERS.has(role));
