import type { DivisionLevel, OrganizationKind, Role } from '@gridlink/contracts';

/** Posts in a body; packs speak of grids only, so these are the platform's. */
export const ORGANIZATION_POSTS = ['OFFICER', 'LEAD'] as const;
export type OrganizationPost = (typeof ORGANIZATION_POSTS)[number];

export const ORGANIZATION_POST_LABELS: Readonly<Record<OrganizationPost, string>> = {
  OFFICER: '工作人员',
  LEAD: '负责人',
};

export const isOrganizationPost = (position: string): position is OrganizationPost =>
  (ORGANIZATION_POSTS as readonly string[]).includes(position);

/** Coordination is the one function whose people see as far as their level. */
const COORDINATOR: Readonly<Record<DivisionLevel, Role>> = {
  PROVINCE: 'CITY_COORDINATOR',
  CITY: 'CITY_COORDINATOR',
  COUNTY: 'COUNTY_COORDINATOR',
  TOWN: 'TOWN_OPERATOR',
  VILLAGE: 'TOWN_OPERATOR',
};

const OFFICER: Readonly<Record<Exclude<OrganizationKind, 'COORDINATION_BODY'>, Role>> = {
  OPERATION_BODY: 'PLATFORM_OPERATOR',
  LINKAGE_DEPARTMENT: 'DEPARTMENT_OFFICER',
  TOWN: 'TOWN_OPERATOR',
  COMMITTEE: 'DEPARTMENT_OFFICER',
  SERVICE_UNIT: 'SERVICE_UNIT',
  MASS_ORGANIZATION: 'DEPARTMENT_OFFICER',
  HOST_UNIT: 'HOST_UNIT',
  DISCIPLINE_INSPECTION: 'DISCIPLINE_INSPECTOR',
  COURT: 'DEPARTMENT_OFFICER',
  PROCURATORATE: 'DEPARTMENT_OFFICER',
  THIRD_PARTY: 'SURVEYOR',
};

/** The role a post in a body gives: by its kind, for coordination by its level, and the head of a department leads it. */
export function organizationRole(
  { kind, level }: { readonly kind: OrganizationKind; readonly level: DivisionLevel },
  post: OrganizationPost,
): Role {
  if (kind === 'COORDINATION_BODY') return COORDINATOR[level];
  const officer = OFFICER[kind];
  return post === 'LEAD' && officer === 'DEPARTMENT_OFFICER' ? 'DEPARTMENT_LEAD' : officer;
}
