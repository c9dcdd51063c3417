import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPacks, type Pack } from '@gridlink/jurisdiction';
import { type Endpoints, readEndpoints } from './endpoints.ts';
import { createGraphClient, type GraphClient, signedIn } from './graph-client.ts';
import { type DemoAccount, openAccounts, planAccounts } from './loading/accounts.ts';
import { loadOrganizations, loadStaff } from './loading/people.ts';
import { gridIds, loadDivisions, loadGrids, publishItems } from './loading/territory.ts';
import { openDesks } from './matters/desk.ts';
import { type BuiltUp, planMatters } from './matters/plan-matters.ts';
import { runMatters } from './matters/report-matters.ts';
import { planStaff } from './people/grid-staff.ts';
import { planOrganizations } from './people/organizations.ts';
import { type DemoPlan, type PlannedJurisdiction, readBoundaries, readMessages, readPlan } from './plan.ts';
import { seeded } from './seeded.ts';
import { readDivisions } from './territory/divisions.ts';
import { planGrids } from './territory/plan-grids.ts';

/** One password for all demonstration accounts, made at the first load and kept beside the data. */
function demoPassword(file: string): string {
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { password: string }).password;
  return `Demo-${randomBytes(6).toString('base64url')}`;
}

type LoadedJurisdiction = BuiltUp & { readonly accounts: readonly DemoAccount[] };

async function loadJurisdiction(
  admin: GraphClient,
  plan: DemoPlan,
  planned: PlannedJurisdiction,
  pack: Pack,
): Promise<LoadedJurisdiction> {
  const { code } = planned;
  const boundaries = readBoundaries(planned.boundaries);
  const divisions = await readDivisions(pack.territory.prefixes);
  await loadDivisions(admin, code, { rows: divisions, boundaries });
  await publishItems(admin, code);
  const organizations = planOrganizations(pack, divisions, planned.counties);
  await loadOrganizations(admin, code, organizations);

  const grids = planned.counties.flatMap((county) => {
    const boundary = boundaries.get(county);
    if (!boundary) throw new Error(`${planned.boundaries} has no ${county}`);
    return planGrids(plan, { code: county, boundary }, divisions).map((grid) => ({ ...grid, county }));
  });
  await loadGrids(
    admin,
    code,
    grids.map(({ county: _county, ...grid }) => grid),
  );

  let serial = plan.jurisdictions.indexOf(planned) * 100_000;
  const chance = { ...seeded(plan.seed, `staff ${code}`), serial: () => serial++ };
  const ids = new Map<string, string>();
  for (const county of planned.counties)
    for (const [externalId, id] of await gridIds(admin, county)) ids.set(externalId, id);
  const staff = await loadStaff(admin, code, {
    staff: grids.flatMap((grid) => planStaff(pack, grid, chance)),
    gridIds: ids,
  });
  return { pack, grids, accounts: planAccounts(code, organizations, staff) };
}

async function load(endpoints: Endpoints): Promise<void> {
  const done = join(endpoints.dataFolder, 'demo-loaded');
  if (existsSync(done)) {
    console.log('demo data is there already');
    return;
  }
  const plan = readPlan();
  const packs = loadPacks();
  const { graphql } = endpoints.members.gateway;
  const admin = signedIn(graphql, 'admin', readFileSync(endpoints.keys.adminPassword, 'utf8').trim());

  const builtUp: LoadedJurisdiction[] = [];
  for (const planned of plan.jurisdictions) {
    const pack = packs.get(planned.code);
    if (!pack) throw new Error(`no pack ${planned.code}`);
    builtUp.push(await loadJurisdiction(admin, plan, planned, pack));
  }

  const accounts = builtUp.flatMap((jurisdiction) => jurisdiction.accounts);
  const password = demoPassword(endpoints.demoAccounts);
  writeFileSync(endpoints.demoAccounts, `${JSON.stringify({ password, accounts }, null, 2)}\n`, { mode: 0o600 });
  await openAccounts(admin, accounts, password);

  const matters = planMatters(plan.seed, readMessages(), builtUp);
  const stages = await runMatters(matters, {
    public: createGraphClient(graphql),
    desks: openDesks(graphql, password),
    builtUp,
  });
  console.log(`tickets by stage: ${[...stages].map(([stage, count]) => `${stage} ${count}`).join(', ')}`);
  writeFileSync(done, new Date().toISOString());
}

const file =
  process.argv[2] ?? process.env.GRIDLINK_ENDPOINTS ?? join(import.meta.dirname, '../../.data/endpoints.json');
await load(readEndpoints(file));
