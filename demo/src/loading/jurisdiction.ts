import type { Pack } from '@gridlink/jurisdiction';
import type { GraphClient } from '../graph-client.ts';
import type { BuiltUp } from '../matters/plan-matters.ts';
import { planStaff } from '../people/grid-staff.ts';
import { type OrganizationRow, planOrganizations } from '../people/organizations.ts';
import { type DemoPlan, type MultiPolygon, type PlannedJurisdiction, readBoundaries } from '../plan.ts';
import { seeded } from '../seeded.ts';
import type { DivisionRow } from '../territory/divisions.ts';
import { type PlannedGrid, planGrids } from '../territory/plan-grids.ts';
import { type DemoAccount, planAccounts } from './accounts.ts';
import { type AppointedStaff, loadOrganizations, loadStaff } from './people.ts';
import { gridIds, loadDivisions, loadGrids, publishItems } from './territory.ts';

export type LoadedJurisdiction = BuiltUp & {
  readonly accounts: readonly DemoAccount[];
  readonly organizations: readonly OrganizationRow[];
  readonly staff: readonly AppointedStaff[];
  /** Ids by the grids' import identifier. */
  readonly gridIds: ReadonlyMap<string, string>;
};

export type Building = {
  readonly plan: DemoPlan;
  readonly planned: PlannedJurisdiction;
  readonly pack: Pack;
  /** Divisions of the territory, highest first. */
  readonly divisions: readonly DivisionRow[];
};

type CountyGrid = PlannedGrid & { readonly county: string };

function gridsOf({ plan, planned, divisions }: Building, boundaries: ReadonlyMap<string, MultiPolygon>): CountyGrid[] {
  return planned.counties.flatMap((county) => {
    const boundary = boundaries.get(county);
    if (!boundary) throw new Error(`${planned.boundaries} has no ${county}`);
    return planGrids(plan, { code: county, boundary }, divisions).map((grid) => ({ ...grid, county }));
  });
}

async function idsOf(admin: GraphClient, counties: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const county of counties) for (const [externalId, id] of await gridIds(admin, county)) ids.set(externalId, id);
  return ids;
}

/** Builds one jurisdiction up through the graph: divisions, item list, organizations, grids, people; plans its accounts. */
export async function loadJurisdiction(admin: GraphClient, building: Building): Promise<LoadedJurisdiction> {
  const { plan, planned, pack, divisions } = building;
  const boundaries = readBoundaries(planned.boundaries);
  await loadDivisions(admin, pack.code, { rows: divisions, boundaries });
  await publishItems(admin, pack.code);
  const organizations = planOrganizations(pack, divisions, planned.counties);
  await loadOrganizations(admin, pack.code, organizations);
  const grids = gridsOf(building, boundaries);
  await loadGrids(admin, pack.code, grids);
  const ids = await idsOf(admin, planned.counties);
  let serial = plan.jurisdictions.findIndex(({ code }) => code === pack.code) * 100_000;
  const chance = { ...seeded(plan.seed, `staff ${pack.code}`), serial: () => serial++ };
  const staff = await loadStaff(admin, pack.code, {
    staff: grids.flatMap((grid) => planStaff(pack, grid, chance)),
    gridIds: ids,
  });
  return { pack, grids, organizations, staff, gridIds: ids, accounts: planAccounts(pack.code, organizations, staff) };
}
