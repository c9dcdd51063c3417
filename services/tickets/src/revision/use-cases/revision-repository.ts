import type { RevisedTicket, Revision } from '../domain/revision.ts';

/** Whose revisions: those of a jurisdiction, and within it of one area; null for everybody's. */
export type RevisionReach = { readonly jurisdiction: string; readonly area: string | null };

export type RevisionPage = { readonly after: string | null; readonly limit: number };

export type RevisionRepository = {
  start(revision: Revision): Promise<void>;
  find(reach: RevisionReach | null, id: string): Promise<Revision | null>;
  /** Newest first. */
  latest(reach: RevisionReach, limit: number): Promise<readonly Revision[]>;
  /** The newest of these rules over exactly this area, finished or not. */
  newestOf(reach: RevisionReach, rules: string, dryRun: boolean): Promise<Revision | null>;
  /** Takes one of these rules that is not finished and in nobody's hand; hidden from other replicas until the instant. */
  claim(rules: readonly string[], now: Date, until: Date): Promise<Revision | null>;
  countDue(rules: readonly string[], now: Date, most: number): Promise<number>;
  /** Notes how far it has come; false when another replica has gone on with it meanwhile. */
  advance(
    revision: Revision,
    to: Pick<Revision, 'after' | 'looked' | 'walked' | 'left' | 'finishedAt'> & { readonly nextAt: Date },
  ): Promise<boolean>;
  /** Puts what was done to a ticket, in the place of what was noted for it before. */
  note(row: RevisedTicket): Promise<void>;
  forget(row: Pick<RevisedTicket, 'revision' | 'ticket'>): Promise<void>;
  rows(revision: string, page: RevisionPage): Promise<readonly RevisedTicket[]>;
  countRows(revision: string): Promise<number>;
};
