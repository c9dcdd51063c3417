import type { Role } from '@gridlink/contracts';
import type { PageRequest, Scope } from '@gridlink/subgraph-kit';
import type { Account, StoredAccount } from '../domain/account.ts';

export type WriteMeta = { readonly now: Date; readonly traceparent: string | undefined };
export type AccountWrite = 'STORED' | 'MOVED' | 'DUPLICATE';

/** A change of an account; one that makes tokens void says why, and everybody who checks tokens is told. */
export type AccountChange = {
  readonly set: Partial<Pick<Account, 'passwordHash' | 'revokedAt' | 'revokeReason' | 'revokedBy' | 'sessionsFrom'>> & {
    readonly roles?: readonly Role[];
  };
  readonly reason: string;
};

export type Accounts = {
  byIds(scope: Scope, ids: readonly string[]): Promise<readonly StoredAccount[]>;
  byLogin(scope: Scope, login: string): Promise<StoredAccount | undefined>;
  /** Accounts of a person that are not revoked. */
  ofPerson(scope: Scope, personId: string): Promise<readonly StoredAccount[]>;
  /** `limit + 1` accounts in the order of login names. */
  list(scope: Scope, division: string | null, page: PageRequest): Promise<readonly StoredAccount[]>;
  insert(account: Account, meta: WriteMeta): Promise<AccountWrite>;
  /** Stores the change and announces that tokens issued before now are void. */
  change(previous: StoredAccount, change: AccountChange, meta: WriteMeta): Promise<AccountWrite>;
};
