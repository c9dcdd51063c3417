import { GRID_ROLES, type Role } from '@gridlink/contracts';

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
  /** When it last gave tokens. */
  readonly seenAt: Date;
  /** It is over when it has given none for so long, milliseconds. */
  readonly idleMs: number;
  readonly revokedAt: Date | null;
  readonly revokeReason: string | null;
};

export type StoredSession = Session & { readonly version: number; readonly sequence: number };

export type RefreshVerdict = 'GOOD' | 'OVER' | 'REUSED';

/** People at desks walk away from them; whoever is out in a grid keeps the telephone and cannot type a password at every door. */
const AT_A_DESK_MS = 30 * 60_000;
const IN_THE_GRID_MS = 3 * 86_400_000;

/** How long a session of these roles may rest. A client in use renews its tokens every ten minutes. */
export const idleLimit = (roles: readonly Role[]): number =>
  roles.every((role) => GRID_ROLES.has(role)) ? IN_THE_GRID_MS : AT_A_DESK_MS;

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
  if (now.getTime() - session.seenAt.getTime() >= session.idleMs) return 'OVER';
  return session.refreshHash === presentedHash ? 'GOOD' : 'REUSED';
}
