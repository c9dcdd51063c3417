import { conflict, GraphError, systemScope, type UserError, unauthenticated } from '@gridlink/subgraph-kit';
import { isStrongPassword, PASSWORD_MAX, PASSWORD_MIN } from '../../account/domain/password-policy.ts';
import type { Call } from '../../call.ts';
import type { SessionDeps } from './session-deps.ts';
import { type SessionTokens, startSession } from './start-session.ts';

export type ChangePasswordAnswer = {
  readonly tokens: SessionTokens | null;
  readonly userErrors: readonly UserError[];
};

const refused = (code: string, field: string, message: string): ChangePasswordAnswer => ({
  tokens: null,
  userErrors: [{ code, field: ['input', field], message }],
});

/** Changes the caller's own password: all sessions end, and the caller goes on in a new one. */
export async function changePassword(
  deps: SessionDeps,
  call: Call,
  input: { readonly oldPassword: string; readonly newPassword: string },
): Promise<ChangePasswordAnswer> {
  const [account] = await deps.accounts.byIds(systemScope('the own account'), [call.caller.subject]);
  if (!account || account.revokedAt !== null) throw unauthenticated();
  const wait = await deps.attempts.begin(account.login, call.now);
  if (wait > 0)
    throw new GraphError('RATE_LIMITED', `尝试次数过多，请在 ${wait} 秒后再试 (too many attempts, wait ${wait} s)`);
  const known = input.oldPassword.length <= PASSWORD_MAX;
  if (!known || !(await deps.passwords.matches(input.oldPassword, account.passwordHash))) {
    return refused('WRONG_PASSWORD', 'oldPassword', '原密码不正确');
  }
  await deps.attempts.forget(account.login);
  if (!isStrongPassword(input.newPassword, account.login) || input.newPassword === input.oldPassword) {
    const message = `新密码应为 ${PASSWORD_MIN} 至 ${PASSWORD_MAX} 位，不同于原密码，不得包含登录名，不得只用少数几种字符，不得为常见密码`;
    return refused('WEAK_PASSWORD', 'newPassword', message);
  }
  const set = { passwordHash: await deps.passwords.hash(input.newPassword), sessionsFrom: call.now };
  if ((await deps.accounts.change(account, { set, reason: 'PASSWORD_CHANGED' }, call)) !== 'STORED') throw conflict();
  // A millisecond later, so that the new token is not among those issued up to the change.
  const next = { ...call, now: new Date(call.now.getTime() + 1) };
  const session = await startSession(deps, next, { ...account, ...set });
  return { tokens: session?.tokens ?? null, userErrors: [] };
}
