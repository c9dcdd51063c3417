import type { PageRequest } from '@gridlink/subgraph-kit';
import type { ListExport } from '../domain/list-export.ts';

export type NewExport = Omit<ListExport, 'rows' | 'state' | 'endedAt' | 'sha256'>;

/** The record of what was taken out of the platform, and the guard that one account takes one list at a time. */
export type ExportLog = {
  /** Begins it, unless its asker has another at work: that one, or null where it has just come or gone. */
  begin(
    started: NewExport,
  ): Promise<{ readonly kind: 'BEGUN' } | { readonly kind: 'RUNNING'; readonly other: ListExport | null }>;
  /** So many rows are given out; false where it is not at work any more. */
  advance(id: string, rows: number, heldUntil: Date): Promise<boolean>;
  /** Ends it, where it is at work; false where it is not. */
  end(of: Pick<ListExport, 'id' | 'subject'>, how: Pick<ListExport, 'state' | 'endedAt' | 'sha256'>): Promise<boolean>;
  find(id: string): Promise<ListExport | null>;
  /** Newest first, one more than the page wants: an account's own, or all of an area. */
  list(
    of: { readonly subject: string } | { readonly jurisdiction: string; readonly area: string },
    page: PageRequest,
  ): Promise<readonly ListExport[]>;
};
