import type { Readable } from 'node:stream';

/** What is known of a content before its first byte; a store may hold the sender to it. */
export type Content = { readonly size: number; readonly sha256: string };

/** Bytes from `start` up to and with `end`. */
export type ByteRange = { readonly start: number; readonly end: number };

/** Where the contents of evidence lie. Contents are written once and never changed. */
export type EvidenceStore = {
  /** What it is, for the log: `gridfs`, `s3`. */
  readonly kind: string;
  /** Stores a whole content or nothing. @throws what the content throws, and whatever the store does */
  put(key: string, content: Content, bytes: AsyncIterable<Buffer>): Promise<void>;
  /** The bytes of a range. @throws when there is no such content */
  read(key: string, range: ByteRange): Promise<Readable>;
  /** Also a content that was only begun; that there is none is no error. */
  delete(key: string): Promise<void>;
  /** Throws while contents can neither be written nor read. */
  ping(): Promise<void>;
};
