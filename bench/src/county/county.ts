import { readFileSync } from 'node:fs';
import {
  type CountySize,
  type Desks,
  deskNames,
  fewDivisions,
  type GraphClient,
  type LoadedJurisdiction,
  loadJurisdiction,
  openAccounts,
  openDesks,
  readDivisions,
  readPlan,
  signedIn,
} from '@gridlink/demo';
import { loadPacks } from '@gridlink/jurisdiction';
import type { Stack } from '@gridlink/stack';

const PASSWORD = 'Rehearsal-2026';

/** A small county of the demonstration's first jurisdiction, built up through the graph. */
export type County = {
  readonly jurisdiction: LoadedJurisdiction;
  /** 12-digit code. */
  readonly code: string;
  /** Of the demonstration's plan, by which grids and people are made up. */
  readonly seed: number;
  readonly graphql: string;
  readonly admin: GraphClient;
  readonly desks: Desks;
  /** Login of the desk that sees and dispatches everything in the county, with its password. */
  readonly coordinator: { readonly login: string; readonly password: string };
};

const gatewayOf = (stack: Stack): string => {
  const graphql = stack.endpoints.members.gateway?.graphql;
  if (!graphql) throw new Error('the stack has no gateway');
  return graphql;
};

const administrator = (stack: Stack): GraphClient =>
  signedIn(gatewayOf(stack), 'admin', readFileSync(stack.endpoints.keys.adminPassword, 'utf8').trim());

type Loaded = Pick<County, 'jurisdiction' | 'code' | 'seed'>;

async function load(admin: GraphClient, size: CountySize): Promise<Loaded> {
  const plan = readPlan();
  const [planned] = plan.jurisdictions;
  const [code] = planned?.counties ?? [];
  const pack = planned && loadPacks().get(planned.code);
  if (!planned || !code || !pack) throw new Error('the demonstration plans no county');
  const divisions = fewDivisions(await readDivisions([planned.city.slice(0, 4)]), [code], size);
  const building = { plan, planned: { ...planned, counties: [code] }, pack, divisions };
  return { jurisdiction: await loadJurisdiction(admin, building), code, seed: plan.seed };
}

/** Builds the county up and opens the accounts of its own desk and of its towns'. */
export async function buildCounty(stack: Stack, size: CountySize): Promise<County> {
  const admin = administrator(stack);
  const { jurisdiction, code, seed } = await load(admin, size);
  const login = deskNames({ jurisdiction: jurisdiction.pack.code, town: code, county: code }).county;
  const isNeeded = (name: string, role: string): boolean => name === login || role === 'TOWN_OPERATOR';
  await openAccounts(
    admin,
    jurisdiction.accounts.filter(({ name, role }) => isNeeded(name, role)),
    PASSWORD,
  );
  const graphql = gatewayOf(stack);
  return {
    jurisdiction,
    code,
    seed,
    graphql,
    admin,
    desks: openDesks(graphql, PASSWORD),
    coordinator: { login, password: PASSWORD },
  };
}
