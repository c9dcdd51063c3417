import type { Role } from '@gridlink/contracts';
import { connectionOf, type PageArguments, pageRequest, unauthenticated } from '@gridlink/subgraph-kit';
import { callOf } from '../../call.ts';
import type { PersonnelContext } from '../../context.ts';
import { changePassword } from '../../session/use-cases/change-password.ts';
import { login } from '../../session/use-cases/login.ts';
import { refreshSession } from '../../session/use-cases/refresh-session.ts';
import type { SessionDeps } from '../../session/use-cases/session-deps.ts';
import type { StoredAccount } from '../domain/account.ts';
import type { AccountRequest } from '../domain/open-account.ts';
import { changeAccountRoles, revokeAccount } from '../use-cases/change-account.ts';
import { type OpenAccountDeps, openAccount } from '../use-cases/open-account.ts';
import { noted } from './authentication-log.ts';
import { meResolvers } from './me-resolvers.ts';

type OpenInput = Pick<AccountRequest, 'login' | 'password' | 'roles'> & {
  readonly [K in keyof AccountRequest]?: AccountRequest[K] | null;
};

const requestOf = (input: OpenInput): AccountRequest => ({
  login: input.login,
  password: input.password,
  roles: input.roles,
  personId: input.personId ?? null,
  organization: input.organization ?? null,
  division: input.division ?? null,
  jurisdiction: input.jurisdiction ?? null,
});

const accountQueries = (deps: OpenAccountDeps) => ({
  async accounts(
    _: unknown,
    { division, ...page }: { division?: string | null } & PageArguments,
    { scope }: PersonnelContext,
  ) {
    const request = pageRequest(page);
    const rows = await deps.accounts.list(scope, division ?? null, request);
    return connectionOf(rows, request, (account) => [account.login]);
  },
});

const accountMutations = (deps: OpenAccountDeps) => ({
  openAccount: (_: unknown, { input }: { input: OpenInput }, context: PersonnelContext) =>
    openAccount(deps, callOf(context), requestOf(input)),
  changeAccountRoles: (
    _: unknown,
    { input }: { input: { accountId: string; roles: readonly Role[]; expectedVersion: number } },
    context: PersonnelContext,
  ) => changeAccountRoles(deps, callOf(context), input),
  revokeAccount: (_: unknown, { input }: { input: { accountId: string; reason: string } }, context: PersonnelContext) =>
    revokeAccount(deps, callOf(context), input),
});

const sessionMutations = (deps: SessionDeps) => ({
  login: (_: unknown, { input }: { input: { login: string; password: string } }, context: PersonnelContext) =>
    noted(context, 'SIGN_IN', () => login(deps, callOf(context), input)),
  async refreshSession(_: unknown, { input }: { input: { refreshToken: string } }, context: PersonnelContext) {
    const renew = () => refreshSession(deps, callOf(context), input.refreshToken);
    return { tokens: await noted(context, 'SESSION_RENEWED', renew), userErrors: [] };
  },
  async logout(_: unknown, __: unknown, context: PersonnelContext) {
    const { session } = context.caller;
    if (session === undefined) throw unauthenticated();
    await noted(context, 'SIGN_OUT', () => deps.sessions.revoke(session, 'SIGNED_OUT', callOf(context)));
    return { session, userErrors: [] };
  },
  changePassword: (
    _: unknown,
    { input }: { input: { oldPassword: string; newPassword: string } },
    context: PersonnelContext,
  ) => noted(context, 'PASSWORD_CHANGE', () => changePassword(deps, callOf(context), input)),
});

export type AccountDeps = OpenAccountDeps & SessionDeps;

export const accountResolvers = (deps: AccountDeps) => ({
  Query: { ...meResolvers.Query, ...accountQueries(deps) },
  Mutation: { ...accountMutations(deps), ...sessionMutations(deps) },
  Me: meResolvers.Me,
  Account: {
    person: ({ personId }: StoredAccount, _: unknown, { loaders }: PersonnelContext) =>
      personId === null ? null : loaders.personById.load(personId),
    jurisdiction: ({ reach }: StoredAccount) => reach.jurisdiction,
    division: ({ reach }: StoredAccount) => (reach.division === null ? null : { code: reach.division }),
    organization: ({ reach }: StoredAccount, _: unknown, { loaders }: PersonnelContext) =>
      reach.organization === null ? null : loaders.organizationByCode.load(reach.organization),
  },
  SignedInAccount: {
    jurisdiction: ({ reach }: StoredAccount) => reach.jurisdiction,
  },
});
