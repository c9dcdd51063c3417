import type { Packs } from '@gridlink/jurisdiction';
import type { Scope } from '@gridlink/subgraph-kit';
import type { TicketState } from '../../ticket/domain/ticket.ts';
import type { NumberAndCode } from '../../ticket/use-cases/ticket-by-number.ts';
import type { TicketRepository } from '../../ticket/use-cases/ticket-repository.ts';
import type { EvidenceFile } from '../domain/evidence-file.ts';
import type { Look } from '../domain/look.ts';
import type { LookAt } from '../inspection/look-at.ts';
import type { EvidenceStore } from '../store/evidence-store.ts';

/** A picture by its look. */
export type Seen = Pick<EvidenceFile, 'id' | 'sha256'> & { readonly look: Look };

/** What is kept of files besides their content. */
export type EvidenceFiles = {
  /** Before the first byte is stored, so that whatever becomes of it is known to somebody. */
  begin(file: EvidenceFile): Promise<void>;
  /** The whole content is there. */
  keep(scope: Scope, id: string, whole: Pick<EvidenceFile, 'look'> & { readonly expiresAt: Date }): Promise<void>;
  /** They belong to a ticket now. */
  attach(scope: Scope, ids: readonly string[]): Promise<void>;
  /** They belong to a ticket no more: from then on the sweeper looks whether to any other, and removes those that do not. */
  release(scope: Scope, ids: readonly string[], at: Date): Promise<void>;
  drop(scope: Scope, id: string): Promise<void>;
  /** Whole files of these ids. */
  find(scope: Scope, ids: readonly string[]): Promise<readonly EvidenceFile[]>;
  /** Pictures of the jurisdiction that may look like one of these, at most a thousand; whether they do is for the caller to see. */
  near(scope: Scope, jurisdiction: string, looks: readonly Look[]): Promise<readonly Seen[]>;
  /** How many files of an account wait for a ticket, at most `most`. */
  countWaiting(scope: Scope, subject: string, most: number): Promise<number>;
  /** Claims a file whose time is over until `until`; others do not see it till then. */
  claimExpired(scope: Scope, now: Date, until: Date): Promise<EvidenceFile | null>;
  countExpired(scope: Scope, now: Date, most: number): Promise<number>;
};

export type EvidenceDeps = {
  readonly files: EvidenceFiles;
  readonly store: EvidenceStore;
  readonly lookAt: LookAt;
  readonly packs: Packs;
  readonly tickets: Pick<TicketRepository, 'withFile'>;
  /** The report of this number, for whoever has its query code; null for a wrong pair. */
  readonly reportOf: (proof: NumberAndCode) => Promise<Pick<TicketState, 'id' | 'jurisdiction'> | null>;
};
