import type { HeldPost } from '../../account/domain/account.ts';
import type { LoginAttempts } from '../../account/persistence/mongo-login-attempts.ts';
import type { Accounts } from '../../account/use-cases/account-repository.ts';
import type { PasswordHashing } from '../../account/use-cases/password-hashing.ts';
import type { IssueToken } from '../../token/token-issuer.ts';
import type { Sessions } from './session-repository.ts';

export type SessionDeps = {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly attempts: LoginAttempts;
  readonly passwords: PasswordHashing;
  readonly issueToken: IssueToken;
  /** Posts a person holds now. */
  readonly postsOf: (personId: string) => Promise<readonly HeldPost[]>;
};
