import type { AggregateStore } from '@gridlink/event-bus';
import type { Refusal } from '../../acting.ts';
import type { AuditLog } from '../../audit/persistence/audit-log.ts';
import type { FeedRelay } from '../broker/feed-relay.ts';
import type { FeedStreams } from '../broker/feed-streams.ts';
import type { FeedCredentials, MintCredentials } from '../broker/mint-credentials.ts';
import type { FeedNaming } from '../domain/feed.ts';
import type { FeedDocument } from '../persistence/feed-document.ts';
import type { FeedLog } from '../persistence/feed-log.ts';
import type { FeedRepository } from '../persistence/feed-repository.ts';

export type FeedDeps = {
  readonly feeds: FeedRepository;
  readonly feedStore: AggregateStore<FeedDocument>;
  readonly feedLog: FeedLog;
  readonly feedStreams: FeedStreams;
  readonly feedRelay: FeedRelay;
  /** Absent for a broker without accounts: feeds are there, credentials are not needed. */
  readonly mintCredentials?: MintCredentials | undefined;
  readonly naming: FeedNaming;
  /** Pack code of the jurisdiction a division lies in, undefined outside of all. */
  readonly jurisdictionOf: (division: string) => string | undefined;
  readonly audit: AuditLog;
};

export type FeedRefusal = Refusal<'ORGANIZATION' | 'NOT_OPEN' | 'REASON'>;

export type FeedResult =
  | { readonly kind: 'DONE'; readonly feed: FeedDocument; readonly credentials: FeedCredentials | null }
  | { readonly kind: 'REFUSED'; readonly refusal: FeedRefusal };
