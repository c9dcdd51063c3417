import { randomUUID } from 'node:crypto';
import type { Caller } from '@gridlink/contracts';
import { callerOf, type StoredAccount } from '../../account/domain/account.ts';
import type { Call } from '../../call.ts';
import { idleLimit } from '../domain/session.ts';
import { newHandle, newRefreshToken } from './refresh-token.ts';
import type { SessionDeps } from './session-deps.ts';

export type SessionTokens = {
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly refreshToken: string;
  readonly sessionEndsAt: Date;
};

/** A week: field staff sign in about as often as they get a roster. */
const SESSION_MS = 7 * 86_400_000;

/** Who the account is now; its roles are read anew for every access token. */
export async function presentCaller(deps: SessionDeps, account: StoredAccount, session: string): Promise<Caller> {
  const posts = account.personId === null ? [] : await deps.postsOf(account.personId);
  return callerOf(account, posts, session);
}

/** Begins a session, or answers null for an account that has no role left. */
export async function startSession(
  deps: SessionDeps,
  call: Call,
  account: StoredAccount,
): Promise<{ readonly tokens: SessionTokens; readonly caller: Caller } | null> {
  const id = randomUUID();
  const caller = await presentCaller(deps, account, id);
  if (caller.roles.length === 0) return null;
  const refresh = newRefreshToken(newHandle());
  const endsAt = new Date(call.now.getTime() + SESSION_MS);
  await deps.sessions.insert(
    {
      id,
      accountId: account.id,
      jurisdiction: account.place.jurisdiction,
      division: account.place.division,
      handle: refresh.handle,
      refreshHash: refresh.secretHash,
      startedAt: call.now,
      endsAt,
      seenAt: call.now,
      idleMs: idleLimit(caller.roles),
      revokedAt: null,
      revokeReason: null,
    },
    call,
  );
  const access = await deps.issueToken(caller, call.now);
  return { tokens: { ...access, refreshToken: refresh.token, sessionEndsAt: endsAt }, caller };
}
