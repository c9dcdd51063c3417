import type { EventEnvelope } from '@gridlink/contracts';

/** Every replica hears every event: for what each process keeps in its own memory, where a durable would share it out. */
export type LiveFeedOptions = {
  /** Whole name of the one event type wanted, `gridlink.<domain>.<noun>.<verb>.v<n>`. */
  readonly type: string;
  /** How far back to read at the start and after every break, seconds. What is older is of no more use to the reader. */
  readonly backSeconds: number;
  /** Called once or more for an event, in no order that can be relied on: the reader is idempotent. */
  readonly handle: (event: EventEnvelope) => void;
  readonly onProblem: (message: string, error: unknown) => void;
};

export type LiveFeed = {
  /** True while the broker is there and what was published before has been read. */
  isCurrent(): boolean;
  stop(): Promise<void>;
};
