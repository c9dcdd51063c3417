import type { Scope } from '@gridlink/subgraph-kit';
import type { Program, StoredProgram } from '../domain/program.ts';

export type WriteMeta = { readonly now: Date; readonly traceparent: string | undefined };

export type Programs = {
  byId(scope: Scope, id: string): Promise<StoredProgram | undefined>;
  /** Newest first, at most 200. */
  ofOrganization(scope: Scope, organization: string): Promise<readonly StoredProgram[]>;
  insert(program: Program, meta: WriteMeta): Promise<void>;
  /** Revokes and announces that its tokens are void; false when it moved meanwhile. */
  revoke(previous: StoredProgram, reason: string, meta: WriteMeta): Promise<boolean>;
};
