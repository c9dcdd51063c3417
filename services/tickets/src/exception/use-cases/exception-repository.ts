import type { PageRequest } from '@gridlink/subgraph-kit';
import type { ListException } from '../domain/list-exception.ts';

/** Whose exceptions: those that hold in a division or below it. */
export type ExceptionReach = { readonly jurisdiction: string; readonly division: string };

/** What of an exception is counted. */
export type SignedException = Pick<ListException, 'id' | 'department' | 'expiresAt' | 'revokedAt'>;

export type ExceptionRepository = {
  /** The one that stands under this id: the new one, or the same that was signed before. */
  sign(exception: ListException): Promise<ListException>;
  find(jurisdiction: string, id: string): Promise<ListException | null>;
  byId(jurisdiction: string, ids: readonly string[]): Promise<ReadonlyMap<string, ListException>>;
  /** False when it did not stand any more. */
  revoke(
    exception: ListException,
    by: { readonly at: Date; readonly subject: string; readonly words: string },
  ): Promise<boolean>;
  /** Those that hold in a place or below it, newest first. */
  list(reach: ExceptionReach, page: PageRequest): Promise<readonly ListException[]>;
  /** At most so many of those signed in a place or below it since an instant. */
  since(reach: ExceptionReach, from: Date, most: number): Promise<readonly SignedException[]>;
};
