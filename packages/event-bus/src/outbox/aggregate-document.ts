import type { EventEnvelope } from '@gridlink/contracts';

/** What every aggregate's document carries besides its own state. */
export type AggregateDocument = {
  readonly _id: string;
  /** Pack code. */
  readonly jurisdiction: string;
  /** 12-digit division the aggregate lies in. */
  readonly division: string;
  /** Grows by one with each write; a command's write is refused when it moved. */
  readonly version: number;
  /** How many events the aggregate has emitted. */
  readonly sequence: number;
  /** Events written with the state and not yet known to be published. */
  readonly outbox: readonly EventEnvelope[];
  /** When the oldest unpublished event was written; absent when all are out (sparse index, read by the relay). */
  readonly pendingSince?: Date;
};

/** The fields the store itself keeps; services never set them. */
export type StoreFields = 'version' | 'sequence' | 'outbox' | 'pendingSince';

/** An event as a use case says it; the store adds the envelope. */
export type EventDraft = { readonly type: string; readonly data: Record<string, unknown> };
