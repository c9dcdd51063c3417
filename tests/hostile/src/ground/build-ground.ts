import {
  administratorOf,
  adminPasswordOf,
  firstCounty,
  type GraphClient,
  graphqlOf,
  type LoadedJurisdiction,
  loadSmallTerritory,
  openAccounts,
  openDesks,
} from '@gridlink/demo';
import type { Stack } from '@gridlink/stack';
import type { Names } from '../corpus/expand.ts';
import type { Sender } from '../corpus/line.ts';
import { layOut } from './lay-out.ts';

const PASSWORD = 'Proving-Ground-2026';

export type BuiltGround = {
  readonly names: Names;
  readonly clients: Readonly<Record<Exclude<Sender, 'public'>, GraphClient>>;
  /** Login names with the one password, for whoever needs a token. */
  readonly logins: Readonly<Record<Exclude<Sender, 'public'>, string>>;
  readonly password: string;
  readonly adminPassword: string;
};

/** A town and two villages: every desk, hardly any data. */
const SIZE = { towns: 1, villagesEach: 2 };

const DESKS = {
  TOWN_OPERATOR: 'town',
  COUNTY_COORDINATOR: 'county',
  CITY_COORDINATOR: 'city',
  DEPARTMENT_LEAD: 'head',
  DATA_STEWARD: 'steward',
  GRID_WORKER: 'worker',
  GRID_LEADER: 'leader',
  AUDITOR: 'auditor',
} as const satisfies Record<string, Sender>;

type Account = LoadedJurisdiction['accounts'][number];

/** Which of the demonstration's accounts sits at which desk of ours. */
function deskAccounts({ accounts }: LoadedJurisdiction): Map<Sender, Account> {
  const desks = new Map<Sender, Account>();
  for (const account of accounts) {
    const desk = DESKS[account.role as keyof typeof DESKS];
    if (desk && !desks.has(desk)) desks.set(desk, account);
    if (account.role !== 'DEPARTMENT_OFFICER') continue;
    // The officer's department keeps the register and handles the ticket, the asker's wants to read it.
    const officer = account.organization?.endsWith('-URBAN_MANAGEMENT') ? 'officer' : 'asker';
    if (!desks.has(officer)) desks.set(officer, account);
  }
  return desks;
}

/** Builds the county, its desks and something of everything that a mutation can name. */
export async function buildGround({ endpoints }: Stack): Promise<BuiltGround> {
  const graphql = graphqlOf(endpoints);
  const admin = administratorOf(endpoints);
  const { code, county } = firstCounty();
  const jurisdiction = await loadSmallTerritory(admin, { code, counties: [county], size: SIZE });
  const accounts = deskAccounts(jurisdiction);
  await openAccounts(admin, [...accounts.values()], PASSWORD);
  const desks = openDesks(graphql, PASSWORD);
  const logins = { admin: 'admin' } as Record<Exclude<Sender, 'public'>, string>;
  const clients = { admin } as Record<Exclude<Sender, 'public'>, GraphClient>;
  for (const [desk, { name }] of accounts) {
    if (desk === 'public') continue;
    logins[desk] = name;
    clients[desk] = desks.at(name);
  }
  const names = await layOut({ jurisdiction, clients, graphql });
  return { names, clients, logins, password: PASSWORD, adminPassword: adminPasswordOf(endpoints) };
}
