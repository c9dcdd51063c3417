import { accountRevoked, type EventEnvelope } from '@gridlink/contracts';
import { followLive, type LiveFeed } from '@gridlink/event-bus';
import type { Logger } from '@gridlink/subgraph-kit';
import type { RevocationList } from './revocation-list.ts';

export type RevocationFeedOptions = {
  readonly url: string;
  readonly credentials?: string | undefined;
  readonly prefix: string;
  readonly tokenMaxAgeSeconds: number;
  readonly list: RevocationList;
  readonly log: Logger;
};

/**
 * Fills the revocation list from the broker; every replica hears every revocation. Does not wait for the broker: a gateway
 * without it still answers, and tokens end by themselves within minutes.
 */
export function startRevocationFeed({ list, log, ...options }: RevocationFeedOptions): LiveFeed {
  return followLive({
    url: options.url,
    credentials: options.credentials,
    prefix: options.prefix,
    name: 'gateway',
    type: accountRevoked.type,
    backSeconds: options.tokenMaxAgeSeconds,
    handle: (event) => take(event, list, log),
    onProblem: (message, error) => log.error({ error: String(error) }, message),
  });
}

function take({ id, data }: EventEnvelope, list: RevocationList, log: Logger): void {
  const { accountId, session, before } = accountRevoked.data.parse(data) as RevokedData;
  list.revoke({ accountId, session, before: new Date(before) }, new Date());
  log.info({ accountId, session, event: id }, 'tokens revoked');
}

type RevokedData = { readonly accountId: string; readonly session?: string; readonly before: string };
