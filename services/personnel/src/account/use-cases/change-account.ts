import type { Role } from '@gridlink/contracts';
import { conflict, forbidden, notFound, systemScope, type UserError } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import { isPlainText } from '../../input-text/plain-text.ts';
import type { StoredAccount } from '../domain/account.ts';
import { rolesAbove } from '../domain/granting.ts';
import { roleRefusals } from '../domain/open-account.ts';
import { accountErrors } from './account-errors.ts';
import type { AccountChange, Accounts } from './account-repository.ts';
import type { AccountAnswer } from './open-account.ts';

type Deps = { readonly accounts: Accounts };

const REASON_MAX = 200;

const refused = (...userErrors: readonly UserError[]): AccountAnswer => ({ account: null, userErrors });

/** An account the caller administers: inside the own area, holding nothing above the caller, not the caller's own. */
async function administered({ accounts }: Deps, call: Call, accountId: string): Promise<StoredAccount> {
  const [account] = await accounts.byIds(call.scope, [accountId]);
  if (!account) throw notFound();
  if (account.id === call.caller.subject) throw forbidden('不能变更或撤销自己的账号 (not your own account)');
  if (rolesAbove(call.caller.roles, account.roles).length > 0) {
    throw forbidden('该账号的角色高于您的角色 (the account holds a role above yours)');
  }
  return account;
}

async function store(
  { accounts }: Deps,
  call: Call,
  { account, change }: { account: StoredAccount; change: AccountChange },
): Promise<AccountAnswer> {
  if ((await accounts.change(account, change, call)) !== 'STORED') throw conflict();
  const [stored] = await accounts.byIds(call.scope, [account.id]);
  return { account: stored ?? null, userErrors: [] };
}

/** Replaces the roles that were given; tokens with the old ones are refused at once and renewed by the next refresh. */
export async function changeAccountRoles(
  deps: Deps,
  call: Call,
  input: { readonly accountId: string; readonly roles: readonly Role[]; readonly expectedVersion: number },
): Promise<AccountAnswer> {
  const account = await administered(deps, call, input.accountId);
  if (account.version !== input.expectedVersion) throw conflict();
  const { division, organization } = account.reach;
  const hasPerson = account.personId !== null;
  const refusals = roleRefusals(input.roles, { giver: call.caller.roles, hasPerson, division, organization });
  if (refusals.length > 0) return refused(...accountErrors(refusals));
  const roles = [...new Set(input.roles)];
  return store(deps, call, { account, change: { set: { roles }, reason: 'ROLES_CHANGED' } });
}

/** Revokes an account for good: sessions end, tokens are refused within seconds, the login name stays taken. */
export async function revokeAccount(
  deps: Deps,
  call: Call,
  input: { readonly accountId: string; readonly reason: string },
): Promise<AccountAnswer> {
  const account = await administered(deps, call, input.accountId);
  if (account.revokedAt !== null) {
    return refused({ code: 'ALREADY_REVOKED', field: ['input', 'accountId'], message: '该账号已经撤销' });
  }
  if (!isPlainText(input.reason, REASON_MAX)) {
    const message = `原因应为 1 至 ${REASON_MAX} 个字符，不得含不可见字符`;
    return refused({ code: 'BAD_REASON', field: ['input', 'reason'], message });
  }
  const set = {
    revokedAt: call.now,
    revokeReason: input.reason.trim(),
    revokedBy: call.caller.subject,
    sessionsFrom: call.now,
  };
  return store(deps, call, { account, change: { set, reason: 'ACCOUNT_REVOKED' } });
}

/** After an appointment ended: tokens that still carry its role are refused, the next refresh brings the roles that are left. */
export const renewTokensOf =
  ({ accounts }: Deps) =>
  async (personId: string, now: Date): Promise<void> => {
    const held = await accounts.ofPerson(systemScope('an appointment ended'), personId);
    for (const account of held) {
      const change = { set: {}, reason: 'APPOINTMENT_ENDED' };
      const outcome = await accounts.change(account, change, { now, traceparent: undefined });
      if (outcome !== 'STORED') throw conflict();
    }
  };
