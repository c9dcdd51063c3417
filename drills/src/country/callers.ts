import { type Caller, ROLES, type Role } from '@gridlink/contracts';
import type { Territory } from './country.ts';

/** Where somebody works: everything a role may be bound to, all of one county. */
export type Workplace = {
  readonly jurisdiction: string;
  readonly city: string;
  readonly county: string;
  readonly town: string;
  readonly village: string;
  /** Id of one of the village's grids. */
  readonly grid: string;
  /** Id of a person who serves in the grid. */
  readonly person: string;
  /** Organization code. */
  readonly department: string;
};

const DEPARTMENTS = ['URBAN_MANAGEMENT', 'PUBLIC_SECURITY'] as const;

/** The department whose data is shared, and the one it is shared with. */
export const ownerOf = (county: string): string => `${county}-${DEPARTMENTS[0]}`;
export const granteeOf = (county: string): string => `${county}-${DEPARTMENTS[1]}`;

/** A workplace in every town, the two of a county in different departments. */
export function workplacesOf(territory: Territory): Workplace[] {
  const { code: jurisdiction, city, grids, gridIds, staff } = territory;
  return territory.counties.flatMap((county) => {
    const inside = grids.filter(({ town }) => town.startsWith(county.slice(0, 6)));
    const towns = [...new Set(inside.map(({ town }) => town))];
    return towns.map((town, index): Workplace => {
      const place = inside.find((candidate) => candidate.town === town);
      if (!place) throw new Error(`${town} has no grid`);
      const member = staff.find(({ grid }) => grid === place.externalId);
      return {
        jurisdiction,
        city,
        county,
        town,
        village: place.division,
        grid: gridIds.get(place.externalId) ?? '',
        person: member?.personId ?? '',
        department: `${county}-${DEPARTMENTS[index % DEPARTMENTS.length]}`,
      };
    });
  });
}

type Binding = Pick<Caller, 'division' | 'organization' | 'grids' | 'person'>;

const inGrid = ({ village, grid, person }: Workplace): Binding => ({ division: village, grids: [grid], person });
const inDepartment = ({ county, department }: Workplace): Binding => ({ division: county, organization: department });

/** What the platform's own accounts of each role are bound to. */
const BINDINGS: Readonly<Record<Exclude<Role, 'PUBLIC'>, (place: Workplace) => Binding>> = {
  GRID_WORKER: inGrid,
  GRID_LEADER: inGrid,
  MICRO_LEADER: inGrid,
  INSTRUCTOR: inGrid,
  TOWN_OPERATOR: ({ town }) => ({ division: town, organization: `${town}-TOWN` }),
  COUNTY_COORDINATOR: ({ county }) => ({ division: county, organization: `${county}-COORDINATION` }),
  CITY_COORDINATOR: ({ city }) => ({ division: city, organization: `${city}-COORDINATION` }),
  PLATFORM_OPERATOR: ({ county }) => ({ division: county, organization: `${county}-OPERATION` }),
  DEPARTMENT_OFFICER: inDepartment,
  DEPARTMENT_LEAD: inDepartment,
  SERVICE_UNIT: ({ county }) => ({ division: county, organization: `${county}-WATER_SUPPLY` }),
  HOST_UNIT: ({ county }) => ({ division: county, organization: `${county}-HOST` }),
  SURVEYOR: ({ county }) => ({ division: county, organization: `${county}-SURVEY` }),
  DATA_STEWARD: inDepartment,
  DISCIPLINE_INSPECTOR: ({ county }) => ({ division: county, organization: `${county}-DISCIPLINE_INSPECTION` }),
  AUDITOR: ({ county }) => ({ division: county }),
  ADMIN: ({ county }) => ({ division: county }),
};

/** Somebody with one role at a workplace. */
export function callerAt(role: Role, place: Workplace): Caller {
  if (role === 'PUBLIC') return { subject: 'public', kind: 'PUBLIC', roles: ['PUBLIC'] };
  return {
    subject: `${role.toLowerCase()}-${place.town}`,
    kind: 'PERSON',
    roles: [role],
    jurisdiction: place.jurisdiction,
    ...BINDINGS[role](place),
  };
}

/** Everybody: each role at each workplace, those of a whole city, of the platform, and without an account. */
export function allCallers(territories: readonly Territory[]): Caller[] {
  const places = territories.flatMap(workplacesOf);
  const staffed = ROLES.filter((role) => role !== 'PUBLIC').flatMap((role) =>
    places.map((place) => callerAt(role, place)),
  );
  const wide = territories.flatMap(({ code, city }): Caller[] =>
    (['AUDITOR', 'ADMIN', 'PLATFORM_OPERATOR'] as const).map((role) => ({
      subject: `${role.toLowerCase()}-${city}`,
      kind: 'PERSON',
      roles: [role],
      jurisdiction: code,
      division: city,
    })),
  );
  const unbound: Caller[] = [
    { subject: 'public', kind: 'PUBLIC', roles: ['PUBLIC'] },
    { subject: 'platform-admin', kind: 'PERSON', roles: ['ADMIN'] },
    // A role that says where, without the where: reaches nothing.
    { subject: 'lost-operator', kind: 'PERSON', roles: ['TOWN_OPERATOR'], jurisdiction: territories[0]?.code ?? '' },
    { subject: 'lost-auditor', kind: 'PERSON', roles: ['AUDITOR'] },
  ];
  return [...staffed, ...wide, ...unbound];
}
