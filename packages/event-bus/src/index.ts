export * from './bus/event-bus.ts';
export type { LiveFeed, LiveFeedOptions } from './bus/live-feed.ts';
export type {
  EarlierEvents,
  LiveSource,
  LiveSourceOptions,
  SequencedEvent,
  StreamPosition,
} from './bus/live-source.ts';
export { createMemoryBus } from './bus/memory-bus.ts';
export { connectNats, createNatsBus, type NatsBusOptions } from './bus/nats-bus.ts';
export { type FollowLiveOptions, followLive } from './bus/nats-live-feed.ts';
export { type FollowStreamOptions, followStream } from './bus/nats-live-source.ts';
export * from './bus/subjects.ts';
export { isDuplicateKey, isOnlyDuplicates, passOverDuplicates, unlessTaken } from './duplicate-key.ts';
export { gathered } from './gathered.ts';
export * from './in-batches.ts';
export * from './inbox/dead-letters.ts';
export * from './inbox/inbox.ts';
export * from './inbox/keep-newest.ts';
export { insertUnordered } from './insert-unordered.ts';
export { type BrokerEnvironment, type Events, type EventsOptions, openEvents } from './open-events.ts';
export * from './outbox/aggregate-document.ts';
export * from './outbox/aggregate-store.ts';
export * from './outbox/event-log.ts';
export * from './outbox/outbox-relay.ts';
export { createPublisher, type Publisher, type PublisherDeps } from './outbox/publisher.ts';
export type { EventStanding } from './standing.ts';
