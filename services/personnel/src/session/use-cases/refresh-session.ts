import { systemScope, unauthenticated } from '@gridlink/subgraph-kit';
import type { Call } from '../../call.ts';
import { judgeRefresh } from '../domain/session.ts';
import { newRefreshToken, readRefreshToken } from './refresh-token.ts';
import type { SessionDeps } from './session-deps.ts';
import { presentCaller, type SessionTokens } from './start-session.ts';

const over = () => unauthenticated('会话已失效，请重新登录 (the session is over, sign in again)');

/**
 * Trades a refresh token for new tokens with the roles of this moment. A token used before ends the whole session: of the owner and
 * the thief it cannot be told who comes first.
 */
export async function refreshSession(deps: SessionDeps, call: Call, refreshToken: string): Promise<SessionTokens> {
  const presented = readRefreshToken(refreshToken);
  if (!presented) throw over();
  const session = await deps.sessions.byHandle(systemScope('the refresh token is the right'), presented.handle);
  if (!session) throw over();
  const [account] = await deps.accounts.byIds(systemScope('whose session it is'), [session.accountId]);
  if (!account || account.revokedAt !== null) throw over();

  const verdict = judgeRefresh(session, presented.secretHash, { now: call.now, sessionsFrom: account.sessionsFrom });
  if (verdict === 'OVER') throw over();
  const caller = await presentCaller(deps, account, session.id);
  const next = newRefreshToken(session.handle);
  // The same token twice at the same moment: the second finds the session moved, which is a token used before.
  const rotated = verdict === 'GOOD' && (await deps.sessions.rotate(session, next.secretHash, call));
  if (!rotated) {
    await deps.sessions.revoke(session.id, 'REFRESH_TOKEN_REUSED', call);
    throw over();
  }
  if (caller.roles.length === 0) throw over();
  const access = await deps.issueToken(caller, call.now);
  return { ...access, refreshToken: next.token, sessionEndsAt: session.endsAt };
}
