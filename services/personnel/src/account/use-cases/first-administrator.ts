import { randomUUID } from 'node:crypto';
import { systemScope } from '@gridlink/subgraph-kit';
import { PLATFORM_PLACE } from '../domain/account.ts';
import type { Accounts } from './account-repository.ts';
import type { PasswordHashing } from './password-hashing.ts';

export const FIRST_ADMINISTRATOR = 'admin';

/** Opens the account `admin` of the whole platform when there is none; says whether it did. Two replicas may race, either wins. */
export async function openFirstAdministrator(
  { accounts, passwords }: { readonly accounts: Accounts; readonly passwords: PasswordHashing },
  password: string,
  now: Date,
): Promise<boolean> {
  const scope = systemScope('the first administrator');
  if (await accounts.byLogin(scope, FIRST_ADMINISTRATOR)) return false;
  const outcome = await accounts.insert(
    {
      id: randomUUID(),
      login: FIRST_ADMINISTRATOR,
      passwordHash: await passwords.hash(password),
      personId: null,
      roles: ['ADMIN'],
      place: PLATFORM_PLACE,
      reach: { jurisdiction: null, division: null, organization: null },
      openedAt: now,
      openedBy: 'system',
      revokedAt: null,
      revokeReason: null,
      revokedBy: null,
      sessionsFrom: now,
    },
    { now, traceparent: undefined },
  );
  return outcome === 'STORED';
}
