import type { EventType } from '../../event.ts';
import { auditSealed } from './audit-sealed.ts';
import { batchReceived } from './batch-received.ts';
import { feedClosed, feedOpened } from './feed-events.ts';
import { resourcePublished, resourceRetired, resourceRevised } from './resource-events.ts';
import { shareEnded, shareGranted, shareRefused, shareRequested, shareRevoked } from './share-events.ts';

export * from './audit-sealed.ts';
export * from './batch-received.ts';
export * from './feed-events.ts';
export * from './resource-events.ts';
export * from './share-events.ts';

/** Every event type of the domain; consumers and the AsyncAPI document read this list. */
export const dataexchangeEvents: readonly EventType<unknown>[] = [
  resourcePublished,
  resourceRevised,
  resourceRetired,
  batchReceived,
  shareRequested,
  shareGranted,
  shareRefused,
  shareRevoked,
  shareEnded,
  feedOpened,
  feedClosed,
  auditSealed,
];
