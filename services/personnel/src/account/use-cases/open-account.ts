import { randomUUID } from 'node:crypto';
import { type Packs, packFor } from '@gridlink/jurisdiction';
import { reachesArea, type UserError } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import type { Organizations } from '../../organization/use-cases/organization-repository.ts';
import type { Persons } from '../../person/use-cases/person-repository.ts';
import type { Account, StoredAccount } from '../domain/account.ts';
import { type AccountRequest, decideAccount } from '../domain/open-account.ts';
import { accountErrors } from './account-errors.ts';
import type { Accounts } from './account-repository.ts';
import type { PasswordHashing } from './password-hashing.ts';

export type OpenAccountDeps = {
  readonly accounts: Accounts;
  readonly persons: Persons;
  readonly organizations: Organizations;
  readonly passwords: PasswordHashing;
  readonly packs: Packs;
};

export type AccountAnswer = { readonly account: StoredAccount | null; readonly userErrors: readonly UserError[] };

const none = <T>(): Promise<readonly T[]> => Promise.resolve([]);

/** Opens an account; the login name is its natural key and is never given to another. */
export async function openAccount(deps: OpenAccountDeps, call: Call, request: AccountRequest): Promise<AccountAnswer> {
  const { scope, caller } = call;
  const [[person], [organization]] = await Promise.all([
    request.personId === null ? none<never>() : deps.persons.byIds(scope, [request.personId]),
    request.organization === null ? none<never>() : deps.organizations.byCodes(scope, [request.organization]),
  ]);
  const decision = decideAccount(request, {
    giver: caller.roles,
    platform: scope.reach === 'PLATFORM',
    mayWrite: (jurisdiction, areas) => reachesArea(scope, jurisdiction, areas),
    jurisdictionOf: (division) => packFor(division, deps.packs)?.code,
    isJurisdiction: (code) => deps.packs.has(code),
    person: person?.disclosure === 'FULL' ? person.person : undefined,
    organization,
  });
  if (decision.kind === 'REFUSE') return { account: null, userErrors: accountErrors(decision.refusals) };

  const account: Account = {
    id: randomUUID(),
    login: request.login,
    passwordHash: await deps.passwords.hash(request.password),
    personId: request.personId,
    roles: decision.roles,
    place: decision.place,
    reach: decision.reach,
    openedAt: call.now,
    openedBy: caller.subject,
    revokedAt: null,
    revokeReason: null,
    revokedBy: null,
    sessionsFrom: call.now,
  };
  const outcome = await deps.accounts.insert(account, call);
  if (outcome !== 'STORED') {
    return { account: null, userErrors: accountErrors([{ kind: 'LOGIN_TAKEN', login: request.login }]) };
  }
  return { account: { ...account, version: 1, sequence: 0 }, userErrors: [] };
}
