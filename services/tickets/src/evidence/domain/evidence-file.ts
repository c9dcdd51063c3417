import type { EvidenceType } from '@gridlink/jurisdiction';
import type { Whereabouts } from '../../ticket/domain/ticket.ts';
import type { Look } from './look.ts';

export type Pixels = { readonly width: number; readonly height: number };

/** A file that somebody handed in to be evidence. Its content lies in the store under its id and is never changed. */
export type EvidenceFile = {
  readonly id: string;
  readonly jurisdiction: string;
  readonly uploadedBy: { readonly subject: string; readonly organization: string | null };
  readonly uploadedAt: Date;
  readonly name: string;
  /** What its bytes are, whatever it is named. */
  readonly type: EvidenceType;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Of a picture. */
  readonly pixels: Pixels | null;
  /** Of a picture that can be told from others. */
  readonly look: Look | null;
  /** What the uploader says, and what the file itself says: neither proves anything, together they are harder to make up. */
  readonly claimed: Whereabouts;
  readonly recorded: Whereabouts;
  /** Until when it waits for a ticket; null once it belongs to one. */
  readonly expiresAt: Date | null;
};

/** What is known of a file before its first byte. */
export type Announced = {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly claimed: Whereabouts;
};
