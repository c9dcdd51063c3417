/** The roles of the graph. Source: architecture "Identity"; which of them a jurisdiction knows is said by its pack. */
export const ROLES = [
  'PUBLIC',
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
  'SURVEYOR',
  'DATA_STEWARD',
  'DISCIPLINE_INSPECTOR',
  'AUDITOR',
  'ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles whose sight is the grids they serve in; only appointments give them. */
export const GRID_ROLES: ReadonlySet<Role> = new Set<Role>([
  'GRID_WORKER',
  'GRID_LEADER',
  'MICRO_LEADER',
  'INSTRUCTOR',
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

/** Roles whose sight is an area; they are nothing without a division. */
export const AREA_ROLES: ReadonlySet<Role> = new Set<Role>([
  'TOWN_OPERATOR',
  'COUNTY_COORDINATOR',
  'CITY_COORDINATOR',
  'PLATFORM_OPERATOR',
  'AUDITOR',
]);

/** Levels of administrative divisions, highest first (GB/T 2260, GB/T 10114). */
export const DIVISION_LEVELS = ['PROVINCE', 'CITY', 'COUNTY', 'TOWN', 'VILLAGE'] as const;
export type DivisionLevel = (typeof DIVISION_LEVELS)[number];

/** What an organization is in the linkage system (ZZ6, ZZ9, NB4, PY5, PY6, LC4, JS4, JS5). */
export const ORGANIZATION_KINDS = [
  'COORDINATION_BODY',
  'OPERATION_BODY',
  'LINKAGE_DEPARTMENT',
  'TOWN',
  'COMMITTEE',
  'SERVICE_UNIT',
  'MASS_ORGANIZATION',
  'HOST_UNIT',
  'DISCIPLINE_INSPECTION',
  'COURT',
  'PROCURATORATE',
  'THIRD_PARTY',
] as const;
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

/** The function a body performs at its level; it is the second half of an organization's code. */
export const ORGANIZATION_FUNCTIONS = [
  'COORDINATION',
  'OPERATION',
  'TOWN',
  'COMMITTEE',
  'PUBLIC_SECURITY',
  'CIVIL_AFFAIRS',
  'JUSTICE',
  'FINANCE',
  'HUMAN_RESOURCES',
  'MEDICAL_SECURITY',
  'NATURAL_RESOURCES',
  'ECOLOGY',
  'HOUSING_CONSTRUCTION',
  'HOUSING_SECURITY',
  'URBAN_MANAGEMENT',
  'TRANSPORT',
  'WATER',
  'AGRICULTURE',
  'CULTURE_TOURISM',
  'HEALTH',
  'VETERANS',
  'EMERGENCY',
  'FIRE_RESCUE',
  'MARKET_REGULATION',
  'PETITION',
  'CYBERSPACE',
  'GOVERNMENT_SERVICES_DATA',
  'BIG_DATA',
  'INDUSTRY_IT',
  'DEVELOPMENT_REFORM',
  'EDUCATION',
  'ETHNIC_RELIGIOUS',
  'FINANCIAL_REGULATION',
  'ESTABLISHMENT',
  'TAXATION',
  'TRADE_UNION',
  'YOUTH_LEAGUE',
  'WOMENS_FEDERATION',
  'DISABLED_FEDERATION',
  'SCIENCE_ASSOCIATION',
  'COMMERCE_FEDERATION',
  'WATER_SUPPLY',
  'GAS_SUPPLY',
  'HEAT_SUPPLY',
  'POWER_SUPPLY',
  'TELECOM',
  'PROPERTY_MANAGEMENT',
  'HOST',
  'DISCIPLINE_INSPECTION',
  'COURT',
  'PROCURATORATE',
  'SURVEY',
] as const;
export type OrganizationFunction = (typeof ORGANIZATION_FUNCTIONS)[number];

/** Grid kinds: 城市社区网格, 农村网格, 专属网格 (G01). */
export const GRID_KINDS = ['URBAN', 'RURAL', 'EXCLUSIVE'] as const;
export type GridKind = (typeof GRID_KINDS)[number];

/** How serious a matter is; decides route and clock (T05). */
export const SEVERITIES = ['NORMAL', 'MAJOR', 'URGENT'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SUBGRAPHS = ['grid', 'personnel', 'tickets', 'dataexchange'] as const;
export type SubgraphName = (typeof SUBGRAPHS)[number];
