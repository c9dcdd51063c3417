/** What `gridlink.personnel.account.revoked` says: all tokens of an account, or of one of its sessions, issued before an instant. */
export type Revocation = {
  readonly accountId: string;
  readonly session?: string | undefined;
  readonly before: Date;
};

export type TokenOrigin = {
  readonly subject: string;
  readonly session: string | undefined;
  /** Seconds since 1970, as the token's `iat`. */
  readonly issuedAt: number;
};

export type RevocationList = {
  revoke(revocation: Revocation, now: Date): void;
  isRevoked(token: TokenOrigin): boolean;
  readonly size: number;
};

export type RevocationListOptions = {
  /** Older tokens are refused anyway, so an entry this old can be forgotten. */
  readonly tokenMaxAgeSeconds: number;
  /** Most entries kept; the oldest go first. */
  readonly limit: number;
};

/**
 * Revoked accounts and sessions, in memory. The platform's own tokens carry milliseconds in `iat`; of an issuer that writes whole
 * seconds, a token issued in the very second of the revocation is refused as well: its holder signs in again a moment later.
 */
export function createRevocationList({ tokenMaxAgeSeconds, limit }: RevocationListOptions): RevocationList {
  const revokedBefore = new Map<string, number>();

  const forgetOld = (now: Date): void => {
    const oldest = now.getTime() - tokenMaxAgeSeconds * 1000;
    for (const [key, before] of revokedBefore) {
      if (before >= oldest && revokedBefore.size <= limit) return;
      revokedBefore.delete(key);
    }
  };
  const covers = (key: string, issuedAt: number): boolean => {
    const before = revokedBefore.get(key);
    return before !== undefined && issuedAt * 1000 <= before;
  };

  return {
    revoke({ accountId, session, before }, now) {
      const key = session === undefined ? `account ${accountId}` : `session ${session}`;
      const latest = Math.max(revokedBefore.get(key) ?? 0, before.getTime());
      revokedBefore.delete(key);
      revokedBefore.set(key, latest);
      forgetOld(now);
    },
    isRevoked({ subject, session, issuedAt }) {
      return (
        covers(`account ${subject}`, issuedAt) || (session !== undefined && covers(`session ${session}`, issuedAt))
      );
    },
    get size() {
      return revokedBefore.size;
    },
  };
}
