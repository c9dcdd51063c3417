import {
  administratorOf,
  type CountySize,
  type Desks,
  deskNames,
  firstCounty,
  type GraphClient,
  graphqlOf,
  type LoadedJurisdiction,
  loadSmallTerritory,
  openAccounts,
  openDesks,
  readPlan,
} from '@gridlink/demo';
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

/** Builds the county up and opens the accounts of its own desk and of its towns'. */
export async function buildCounty(stack: Stack, size: CountySize): Promise<County> {
  const admin = administratorOf(stack.endpoints);
  const { code: planned, county: code } = firstCounty();
  const jurisdiction = await loadSmallTerritory(admin, { code: planned, counties: [code], size });
  const login = deskNames({ jurisdiction: planned, town: code, county: code }).county;
  const isNeeded = (name: string, role: string): boolean => name === login || role === 'TOWN_OPERATOR';
  await openAccounts(
    admin,
    jurisdiction.accounts.filter(({ name, role }) => isNeeded(name, role)),
    PASSWORD,
  );
  const graphql = graphqlOf(stack.endpoints);
  return {
    jurisdiction,
    code,
    seed: readPlan().seed,
    graphql,
    admin,
    desks: openDesks(graphql, PASSWORD),
    coordinator: { login, password: PASSWORD },
  };
}
