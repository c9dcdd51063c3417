import type { EventEnvelope } from '@gridlink/contracts';

/** A place in one incarnation of a stream: everything up to and including `sequence` has been seen. */
export type StreamPosition = {
  /** Tells a stream from another of the same name that replaced it. */
  readonly generation: string;
  readonly sequence: number;
};

export type SequencedEvent = { readonly sequence: number; readonly event: EventEnvelope };

/** Hears all events of one noun in the stream's order, in every process that asks. */
export type LiveSourceOptions = {
  /** Domain whose stream is read: grid, personnel, tickets, dataexchange. */
  readonly domain: string;
  /** `*` for all of the domain. */
  readonly noun: string;
  /** How many sequences of the stream to read back at the start, so that what was published a moment ago is known. */
  readonly back: number;
  /** Called for each event once, in order. A broker that was lost and filled again gives old events again; those are left out. */
  readonly onEvent: (heard: SequencedEvent) => void;
  /** Called where hearing begins anew: at first, and when the stream was replaced, so that positions in the old one mean nothing any more. */
  readonly onBegin: (position: StreamPosition) => void;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** What an earlier part of the stream holds: its events and how far they reach, or that the stream no longer keeps that part. */
export type EarlierEvents = { readonly events: readonly SequencedEvent[]; readonly upTo: number } | 'GONE';

export type LiveSource = {
  /** True while the broker is there and everything published so far has been heard. */
  isCurrent(): boolean;
  /** How far the stream has been heard; undefined until it was reached once. */
  position(): StreamPosition | undefined;
  /** Reads up to `limit` events after a position. Throws while the broker is away. */
  readAfter(
    position: StreamPosition,
    wanted: { readonly jurisdiction: string; readonly limit: number },
  ): Promise<EarlierEvents>;
  stop(): Promise<void>;
};
