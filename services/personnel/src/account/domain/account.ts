import type { Caller, Role } from '@gridlink/contracts';

/** Where an account is administered: decides who may see, change and revoke it. */
export type AccountPlace = {
  /** Pack code, or `platform`. */
  readonly jurisdiction: string;
  readonly division: string;
  readonly areas: readonly string[];
};

/** The place of accounts of the whole platform: no pack, no division. */
export const PLATFORM_PLACE: AccountPlace = Object.freeze({
  jurisdiction: 'platform',
  division: '000000000000',
  areas: [],
});

/** What an account sees by what it was given; appointments come on top at sign-in. */
export type AccountReach = {
  readonly jurisdiction: string | null;
  readonly division: string | null;
  readonly organization: string | null;
};

export type Account = {
  readonly id: string;
  readonly login: string;
  readonly passwordHash: string;
  readonly personId: string | null;
  /** Roles that were given; never those of grid staff. */
  readonly roles: readonly Role[];
  readonly place: AccountPlace;
  readonly reach: AccountReach;
  readonly openedAt: Date;
  /** Account that opened it, or `system`. */
  readonly openedBy: string;
  readonly revokedAt: Date | null;
  readonly revokeReason: string | null;
  readonly revokedBy: string | null;
  /** Sessions begun before this are over (password changed, account revoked). */
  readonly sessionsFrom: Date;
};

export type StoredAccount = Account & { readonly version: number; readonly sequence: number };

/** An appointment in force, as far as signing in needs it. */
export type HeldPost = {
  readonly role: Role;
  readonly gridId: string | null;
  readonly organization: string | null;
  readonly division: string;
  readonly jurisdiction: string;
};

/** The caller's contract allows so many. */
const MAX_GRIDS = 50;

/**
 * Who an account is at this moment: roles given plus those of the appointments in force. An organization or division that was given
 * goes before one that follows from a post.
 */
export function callerOf(account: Account, posts: readonly HeldPost[], session: string): Caller {
  const inBody = posts.find(({ organization }) => organization !== null);
  const roles = [...new Set([...account.roles, ...posts.map(({ role }) => role)])];
  const grids = [...new Set(posts.flatMap(({ gridId }) => (gridId === null ? [] : [gridId])))].slice(0, MAX_GRIDS);
  const jurisdiction = account.reach.jurisdiction ?? posts[0]?.jurisdiction;
  const division = account.reach.division ?? inBody?.division;
  const organization = account.reach.organization ?? inBody?.organization;
  return {
    subject: account.id,
    kind: 'PERSON',
    roles,
    ...(jurisdiction ? { jurisdiction } : {}),
    ...(division ? { division } : {}),
    ...(organization ? { organization } : {}),
    ...(grids.length > 0 ? { grids } : {}),
    ...(account.personId === null ? {} : { person: account.personId }),
    session,
  };
}
