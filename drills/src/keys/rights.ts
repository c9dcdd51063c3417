import type { GraphClient } from '@gridlink/demo';
import { createGraphClient } from '@gridlink/demo';
import { callerAt, granteeOf, ownerOf, workplacesOf } from '../country/callers.ts';
import { type Country, PLATFORM_ADMIN } from '../country/country.ts';
import { type Account, openOfficers, openStaff } from './accounts.ts';
import { type Effect, effectOf } from './effect.ts';
import { openStream } from './stream.ts';

const REVOKE = /* GraphQL */ `
  mutation Revoke($input: RevokeAccountInput!) { revokeAccount(input: $input) { account { id } userErrors { code message } } }
`;
const CHANGE = /* GraphQL */ `
  mutation Change($input: ChangeAccountRolesInput!) { changeAccountRoles(input: $input) { account { id } userErrors { code message } } }
`;
const END = /* GraphQL */ `
  mutation End($input: EndAppointmentInput!) { endAppointment(input: $input) { appointment { id } userErrors { code message } } }
`;
const WITHDRAW = /* GraphQL */ `
  mutation Withdraw($input: RevokeGrantInput!) { revokeGrant(input: $input) { grant { id } userErrors { code message } } }
`;
const GRANTS = /* GraphQL */ `{ shareRequests(filter: { status: GRANTED }, first: 5) { nodes { id } } }`;
const READ = /* GraphQL */ `query Read($grant: ID!) { sharedRecords(grant: $grant, first: 1) { nodes { id } } }`;

const isRefused = (client: GraphClient, query: string, variables: Record<string, unknown> = {}): Promise<boolean> =>
  client.ask(query, variables).then(
    () => false,
    () => true,
  );

/** True once the gateway no longer takes the token. */
const isTokenRefused = ({ graphql }: Country, { token }: Account): Promise<boolean> =>
  isRefused(
    createGraphClient(graphql, async () => token),
    '{ me { subject } }',
  );

/** Accounts revoked, each with a live stream open; the stream has to end too. */
export async function revokeAccounts(country: Country, count: number): Promise<Effect[]> {
  const admin = country.clientOf(PLATFORM_ADMIN);
  const effects: Effect[] = [];
  for (const account of await openOfficers(country, 'revoked', count)) {
    const stream = await openStream(country.graphql, account.token);
    const input = { accountId: account.id, reason: '离职' };
    const revoke = () => admin.command(REVOKE, { input });
    const [token, live] = await Promise.all([
      effectOf('account revoked: the token', revoke, () => isTokenRefused(country, account)),
      effectOf(
        'account revoked: the live stream',
        async () => undefined,
        () => stream.isEnded(),
      ),
    ]);
    stream.close();
    effects.push(token, live);
  }
  return effects;
}

export async function changeRoles(country: Country, count: number): Promise<Effect[]> {
  const admin = country.clientOf(PLATFORM_ADMIN);
  const effects: Effect[] = [];
  for (const account of await openOfficers(country, 'changed', count)) {
    const input = { accountId: account.id, roles: ['SERVICE_UNIT'], expectedVersion: account.version };
    const change = () => admin.command(CHANGE, { input });
    effects.push(await effectOf('role changed: the token', change, () => isTokenRefused(country, account)));
  }
  return effects;
}

export async function endPosts(country: Country, count: number): Promise<Effect[]> {
  const admin = country.clientOf(PLATFORM_ADMIN);
  const effects: Effect[] = [];
  for (const account of await openStaff(country, count)) {
    const input = { appointmentId: account.post.id, expectedVersion: account.post.version, reason: '调动' };
    const end = () => admin.command(END, { input });
    effects.push(await effectOf('post ended: the token', end, () => isTokenRefused(country, account)));
  }
  return effects;
}

export async function withdrawGrants(country: Country): Promise<Effect[]> {
  const effects: Effect[] = [];
  for (const territory of country.territories) {
    for (const county of territory.counties) {
      const place = workplacesOf(territory).find((candidate) => candidate.county === county);
      if (!place) continue;
      const steward = callerAt('DATA_STEWARD', place);
      const owner = country.clientOf({ ...steward, organization: ownerOf(county) });
      const grantee = country.clientOf({ ...steward, organization: granteeOf(county) });
      const { shareRequests } = await owner.ask<{ shareRequests: { nodes: { id: string }[] } }>(GRANTS);
      const grant = shareRequests.nodes[0]?.id;
      if (grant === undefined || (await isRefused(grantee, READ, { grant })))
        throw new Error(`${county} has no grant to read`);
      const withdraw = () => owner.command(WITHDRAW, { input: { grant, reason: '核查结束' } });
      effects.push(await effectOf('grant withdrawn: the read', withdraw, () => isRefused(grantee, READ, { grant })));
    }
  }
  return effects;
}
