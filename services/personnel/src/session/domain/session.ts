/** One sign-in. Its refresh token is known here by hash only and changes at every use. */
export type Session = {
  readonly id: string;
  readonly accountId: string;
  /** Where events about it are placed: the account's jurisdiction and division. */
  readonly jurisdiction: string;
  readonly division: string;
  /** First half of every refresh token of the session: finds it, opens nothing, and is in no access token. */
  readonly handle: string;
  readonly refreshHash: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  readonly revokedAt: Date | null;
  readonly revokeReason: string | null;
};

export type StoredSession = Session & { readonly version: number; readonly sequence: number };

export type RefreshVerdict = 'GOOD' | 'OVER' | 'REUSED';

/**
 * What a refresh token is worth. Whoever knows the handle has held a token of this session, so a secret that is not the present one
 * is an old one: it was stolen or is being replayed.
 */
export function judgeRefresh(
  session: Session,
  presentedHash: string,
  { now, sessionsFrom }: { readonly now: Date; readonly sessionsFrom: Date },
): RefreshVerdict {
  if (session.revokedAt !== null || session.endsAt <= now || session.startedAt < sessionsFrom) return 'OVER';
  return session.refreshHash === presentedHash ? 'GOOD' : 'REUSED';
}
