import type { Logger } from '@gridlink/subgraph-kit';
import type { GatewayEnvironment } from '../environment.ts';
import { startRevocationFeed } from './revocation-feed.ts';
import { createRevocationList, type RevocationList } from './revocation-list.ts';
import type { TokenIssuer } from './token-issuer.ts';
import { tokenIssuers } from './token-issuers.ts';
import { createTokenVerifier, type TokenVerifier } from './token-verifier.ts';

/** Who may be believed about who is asking. */
export type Identity = {
  readonly issuers: readonly TokenIssuer[];
  readonly revocations: RevocationList;
  readonly verify: TokenVerifier;
  /** Whether revocations are heard. */
  isHeard(): boolean;
  stop(): Promise<void>;
};

const REVOCATIONS_KEPT = 100_000;

/** Issuers and their keys, and revocations as the broker tells them from now on. */
export async function openIdentity(environment: GatewayEnvironment, log: Logger): Promise<Identity> {
  const tokenMaxAgeSeconds = environment.TOKEN_MAX_AGE_SECONDS;
  const issuers = await tokenIssuers(environment);
  const revocations = createRevocationList({ tokenMaxAgeSeconds, limit: REVOCATIONS_KEPT });
  const feed = startRevocationFeed({
    url: environment.NATS_URL,
    credentials: environment.NATS_CREDENTIALS,
    prefix: environment.EVENT_PREFIX,
    tokenMaxAgeSeconds,
    list: revocations,
    log,
  });
  return {
    issuers,
    revocations,
    verify: createTokenVerifier({
      issuers,
      revocations,
      now: () => new Date(),
      onProblem: (message, error) => log.error({ error }, message),
    }),
    isHeard: feed.isCurrent,
    stop: feed.stop,
  };
}
