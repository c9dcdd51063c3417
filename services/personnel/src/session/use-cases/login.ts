import type { Role } from '@gridlink/contracts';
import { GraphError, systemScope, type UserError } from '@gridlink/subgraph-kit';
import type { StoredAccount } from '../../account/domain/account.ts';
import { PASSWORD_MAX } from '../../account/domain/password-policy.ts';
import type { Call } from '../../call.ts';
import type { SessionDeps } from './session-deps.ts';
import { type SessionTokens, startSession } from './start-session.ts';

export type LoginAnswer = Partial<SessionTokens> & {
  readonly roles: readonly Role[];
  readonly account: StoredAccount | null;
  /** Whose name was tried, for the log; nobody's where the name is unknown. */
  readonly tried: string | null;
  readonly userErrors: readonly UserError[];
};

const LOGIN_MAX = 60;

const refused = (code: string, message: string, tried: string | null = null): LoginAnswer => ({
  roles: [],
  account: null,
  tried,
  userErrors: [{ code, field: ['input'], message }],
});

const wrong = (tried: string | null = null): LoginAnswer => refused('INVALID_CREDENTIALS', '登录名或密码不正确', tried);

/**
 * Signs in by name and password. Unknown, revoked and wrong all take the same time and answer the same; after too many attempts for
 * a name everybody who tries it waits, also with the right password.
 */
export async function login(
  deps: SessionDeps,
  call: Call,
  input: { readonly login: string; readonly password: string },
): Promise<LoginAnswer> {
  const name = input.login.trim().toLowerCase();
  if (name.length > LOGIN_MAX || input.password.length > PASSWORD_MAX) return wrong();
  const wait = await deps.attempts.begin(name, call.now);
  if (wait > 0) {
    const message = `尝试次数过多，请在 ${wait} 秒后再试 (too many attempts, wait ${wait} s)`;
    throw new GraphError('RATE_LIMITED', message, { retryAfterSeconds: wait });
  }
  const account = await deps.accounts.byLogin(systemScope('signing in'), name);
  const usable = account?.revokedAt === null ? account : undefined;
  if (!(await deps.passwords.matches(input.password, usable?.passwordHash)) || !usable)
    return wrong(account?.id ?? null);
  await deps.attempts.forget(name);

  const session = await startSession(deps, call, usable);
  if (!session) return refused('NO_ROLE', '账号没有任何角色或现任岗位，请联系所属机构', usable.id);
  return { ...session.tokens, roles: session.caller.roles, account: usable, tried: usable.id, userErrors: [] };
}
