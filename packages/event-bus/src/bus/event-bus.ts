import type { EventEnvelope } from '@gridlink/contracts';

/** What a handler is told about one delivery. */
export type Delivery = {
  readonly event: EventEnvelope;
  /** 1 for the first delivery. */
  readonly attempt: number;
};

/** `DONE` is never delivered again; `RETRY` comes back after `delayMs`. A handler that throws is a `RETRY`. */
export type Verdict = { readonly kind: 'DONE' } | { readonly kind: 'RETRY'; readonly delayMs: number };

export const DONE: Verdict = Object.freeze({ kind: 'DONE' });

/** A message in a domain's stream that is no event of ours; where it lies and why it could not be read, never what it holds. */
export type Unreadable = {
  /** Subject it was published to. */
  readonly subject: string;
  readonly stream: string;
  readonly streamSequence: number;
  readonly bytes: number;
  readonly reason: string;
};

export type Subscription = {
  /** Domain whose stream is read: grid, personnel, tickets, dataexchange. */
  readonly domain: string;
  /** Noun whose events are wanted; each noun is read by a durable of its own, so that no noun waits for another. */
  readonly noun: string;
  /** Name of the durable; the same name on several replicas shares the work. */
  readonly durable: string;
  readonly handle: (delivery: Delivery) => Promise<Verdict>;
  /** Told of what can never be handled; once it resolves the message is not delivered again. */
  readonly setAside?: (message: Unreadable) => Promise<void>;
};

export type RunningSubscription = { stop(): Promise<void> };

/** The port events leave and enter by. Transport only: the databases are the truth, the broker may forget. */
export type EventBus = {
  /** Resolves when the broker has stored the event; the same event id twice within the duplicate window is stored once. */
  publish(event: EventEnvelope): Promise<void>;
  subscribe(subscription: Subscription): Promise<RunningSubscription>;
  /**
   * Tells, now and after every reconnect, that a domain's stream is a new and empty one, so that its owner can publish its log again.
   * `generation` identifies the stream's incarnation.
   */
  onStreamGeneration(domain: string, listener: (generation: string) => Promise<void>): Promise<void>;
  /** Throws when the broker cannot be reached; for readiness probes. */
  ping(): Promise<void>;
  close(): Promise<void>;
};
