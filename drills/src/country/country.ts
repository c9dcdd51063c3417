import type { Caller } from '@gridlink/contracts';
import {
  createGraphClient,
  type GraphClient,
  graphqlOf,
  type LoadedJurisdiction,
  loadSmallTerritory,
  openAccounts,
  readPlan,
} from '@gridlink/demo';
import type { Stack } from '@gridlink/stack';
import { type Identities, openIdentities } from './identities.ts';
import { reportMatters } from './matters.ts';
import { giveOrders } from './orders.ts';
import { shareData } from './shared-data.ts';
import { leaveTraces } from './traces.ts';

/** A jurisdiction with two counties of two towns each, and its people. */
export type Territory = LoadedJurisdiction & {
  readonly code: string;
  /** 12-digit codes. */
  readonly city: string;
  readonly counties: readonly string[];
};

/** Two jurisdictions with everything in them that has a scope: what lies in one place must not be seen from another. */
export type Country = {
  readonly stack: Stack;
  readonly graphql: string;
  readonly identities: Identities;
  readonly territories: readonly Territory[];
  readonly seed: number;
  clientOf(caller: Caller): GraphClient;
};

/** Counties by jurisdiction; each pair has a common city. */
const COUNTIES = {
  zhengzhou: ['410105000000', '410103000000'],
  liaocheng: ['371581000000', '371502000000'],
} as const;
const PASSWORD = 'Rehearsal-2026';
const SIZE = { towns: 2, villagesEach: 2 };
const ACCOUNT_ROLES: ReadonlySet<string> = new Set(['COUNTY_COORDINATOR', 'AUDITOR', 'DATA_STEWARD']);

export const PLATFORM_ADMIN: Caller = { subject: 'drill-admin', kind: 'PERSON', roles: ['ADMIN'] };

async function buildTerritory(admin: GraphClient, code: keyof typeof COUNTIES): Promise<Territory> {
  const counties = COUNTIES[code];
  const loaded = await loadSmallTerritory(admin, { code, counties, size: SIZE });
  await openAccounts(
    admin,
    loaded.accounts.filter(({ role }) => ACCOUNT_ROLES.has(role)),
    PASSWORD,
  );
  return { ...loaded, code, city: `${counties[0].slice(0, 4)}00000000`, counties };
}

/** Builds the country up through the graph and fills it: matters under way, data shared, drafts, programs, ended posts. */
export async function buildCountry(stack: Stack): Promise<Country> {
  const graphql = graphqlOf(stack.endpoints);
  const identities = await openIdentities(stack);
  const clientOf = (caller: Caller): GraphClient => createGraphClient(graphql, () => identities.tokenOf(caller));
  const admin = clientOf(PLATFORM_ADMIN);
  const territories: Territory[] = [];
  for (const code of Object.keys(COUNTIES) as (keyof typeof COUNTIES)[])
    territories.push(await buildTerritory(admin, code));
  const country = { stack, graphql, identities, territories, seed: readPlan().seed, clientOf };
  for (const territory of territories) {
    await reportMatters(country, territory);
    await giveOrders(country, territory);
    await shareData(country, territory);
    await leaveTraces(country, territory);
  }
  return country;
}
