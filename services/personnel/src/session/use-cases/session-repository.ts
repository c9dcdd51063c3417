import type { Scope } from '@gridlink/subgraph-kit';
import type { Session, StoredSession } from '../domain/session.ts';

export type WriteMeta = { readonly now: Date; readonly traceparent: string | undefined };

export type Sessions = {
  byId(scope: Scope, id: string): Promise<StoredSession | undefined>;
  byHandle(scope: Scope, handle: string): Promise<StoredSession | undefined>;
  insert(session: Session, meta: WriteMeta): Promise<void>;
  /** Takes the next refresh token; false when the session moved meanwhile. */
  rotate(previous: StoredSession, refreshHash: string, meta: WriteMeta): Promise<boolean>;
  /** Ends the session and announces it; a session that is over stays as it is. */
  revoke(id: string, reason: string, meta: WriteMeta): Promise<void>;
};
