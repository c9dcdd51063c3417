import { createGraphClient, type GraphClient } from '@gridlink/demo';
import { granteeOf, workplacesOf } from '../country/callers.ts';
import { type Country, PLATFORM_ADMIN } from '../country/country.ts';

/** A real account that is signed in, and about to lose what it may. */
export type Account = { readonly id: string; readonly version: number; readonly login: string; readonly token: string };

const OPEN = /* GraphQL */ `
  mutation Open($input: OpenAccountInput!) { openAccount(input: $input) { account { id version } userErrors { code message } } }
`;
const LOGIN = /* GraphQL */ `
  mutation SignIn($input: LoginInput!) { login(input: $input) { accessToken userErrors { code message } } }
`;
const PASSWORD = 'Rehearsal-2026';

export async function signIn({ graphql }: Country, login: string): Promise<string> {
  const input = { login, password: PASSWORD };
  return (await createGraphClient(graphql).command<{ accessToken: string }>(LOGIN, { input })).accessToken;
}

async function open(country: Country, login: string, place: Record<string, unknown>): Promise<Account> {
  const admin: GraphClient = country.clientOf(PLATFORM_ADMIN);
  const input = { login, password: PASSWORD, ...place };
  const { account } = await admin.command<{ account: { id: string; version: number } }>(OPEN, { input });
  return { ...account, login, token: await signIn(country, login) };
}

/** Officers of a department, opened one after the other. */
export async function openOfficers(country: Country, name: string, count: number): Promise<Account[]> {
  const [county] = country.territories[0]?.counties ?? [];
  if (!county) throw new Error('the country has no county');
  const place = { organization: granteeOf(county), division: county, roles: ['DEPARTMENT_OFFICER'] };
  const accounts: Account[] = [];
  for (let n = 0; n < count; n++) accounts.push(await open(country, `${name}-${n}`, place));
  return accounts;
}

const POSTS = /* GraphQL */ `query Posts($id: ID!) { person(id: $id) { appointments { id version active } } }`;
type Posts = {
  readonly person: {
    readonly appointments: readonly { readonly id: string; readonly version: number; readonly active: boolean }[];
  };
};

export type StaffAccount = Account & { readonly post: { readonly id: string; readonly version: number } };

/** Grid staff, each with the post that gives the account its role. */
export async function openStaff(country: Country, count: number): Promise<StaffAccount[]> {
  const admin = country.clientOf(PLATFORM_ADMIN);
  const people = country.territories.flatMap(({ staff, code }) => staff.map(({ personId }) => ({ personId, code })));
  const serving = new Set(country.territories.flatMap(workplacesOf).map(({ person }) => person));
  const accounts: StaffAccount[] = [];
  for (const { personId, code } of people.filter((one) => !serving.has(one.personId))) {
    if (accounts.length === count) break;
    const { person } = await admin.ask<Posts>(POSTS, { id: personId });
    const post = person.appointments.find(({ active }) => active);
    if (!post) continue;
    const account = await open(country, `staff-${accounts.length}`, { personId, jurisdiction: code });
    accounts.push({ ...account, post });
  }
  return accounts;
}
