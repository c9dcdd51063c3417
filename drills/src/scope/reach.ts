import type { Caller, Role } from '@gridlink/contracts';

/** What a caller's roles open, said once more and apart from the services: the drill holds them against it. */
export type Reach = {
  readonly everything: boolean;
  readonly jurisdiction: string | undefined;
  readonly area: string | undefined;
  readonly organization: string | undefined;
  readonly grids: readonly string[];
  readonly person: string | undefined;
  readonly subject: string;
};

const BY_AREA: readonly Role[] = [
  'TOWN_OPERATOR',
  'COUNTY_COORDINATOR',
  'CITY_COORDINATOR',
  'PLATFORM_OPERATOR',
  'AUDITOR',
  'ADMIN',
];
const BY_GRID: readonly Role[] = ['GRID_WORKER', 'GRID_LEADER', 'MICRO_LEADER', 'INSTRUCTOR'];

export function reachOf({ subject, kind, roles, jurisdiction, division, organization, grids, person }: Caller): Reach {
  const byArea = roles.some((role) => BY_AREA.includes(role));
  const byGrid = roles.some((role) => BY_GRID.includes(role));
  const byOrganization = roles.some((role) => role !== 'PUBLIC' && !BY_AREA.includes(role) && !BY_GRID.includes(role));
  const bound = jurisdiction !== undefined;
  return {
    everything: !bound && kind === 'PERSON' && roles.includes('ADMIN'),
    jurisdiction,
    area: bound && byArea ? division : undefined,
    organization: bound && byOrganization ? organization : undefined,
    grids: bound && byGrid ? (grids ?? []) : [],
    person,
    subject,
  };
}

type Placed = { readonly jurisdiction: string; readonly areas: readonly string[] };

export const sameJurisdiction = (reach: Reach, { jurisdiction }: Pick<Placed, 'jurisdiction'>): boolean =>
  reach.everything || reach.jurisdiction === jurisdiction;

/** By the area's subtree alone. */
export const inArea = (reach: Reach, placed: Placed): boolean =>
  reach.everything ||
  (reach.jurisdiction === placed.jurisdiction && reach.area !== undefined && placed.areas.includes(reach.area));

export const isOrganization = (reach: Reach, codes: readonly (string | null)[]): boolean =>
  reach.organization !== undefined && codes.includes(reach.organization);
