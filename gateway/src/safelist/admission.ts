import type { Caller } from '@gridlink/contracts';
import type { Logger } from '@gridlink/subgraph-kit';
import type { Counter } from 'prom-client';
import { createBoundedCache } from '../cache/bounded-cache.ts';
import type { Params } from './params.ts';
import type { Safelist, Verdict } from './safelist.ts';

/** Why a document is not taken, ready for an answer. */
export type NotAdmitted = { readonly status: number; readonly code: string; readonly message: string };

/** A document that may run: `found` where the request named it by id, undefined where the request's own text goes on. */
export type Admitted = { readonly found: { readonly query: string; readonly operationName?: string } | undefined };

/** Decides whether the document a request names or carries may run for its caller. Every way into the graph asks it. */
export type Admission = (params: Params, caller: Caller) => Admitted | { readonly refused: NotAdmitted };

export type AdmissionDeps = {
  /** The list as it is now. */
  readonly safelist: () => Safelist;
  readonly outcomes: Counter<'outcome'>;
  readonly log: Logger;
};

/** Unlisted documents that are said once; the counter counts each. */
const SAID = 1_000;

export function createAdmission({ safelist, outcomes, log }: AdmissionDeps): Admission {
  const said = createBoundedCache<string, true>(SAID);
  const say = (hash: string, details: Record<string, unknown>): void => {
    if (said.get(hash)) return;
    said.set(hash, true);
    log.warn({ ...details, sha256: hash }, 'operation is not on the safelist');
  };
  return (params, caller) => {
    const verdict = safelist().decide(params, caller);
    outcomes.inc({ outcome: outcomeOf(verdict) });
    if (verdict.kind === 'AS_IT_IS' && verdict.unlistedHash) {
      say(verdict.unlistedHash, { subject: caller.subject, operationName: params.operationName, refused: false });
    }
    if (verdict.kind === 'NOT_LISTED') {
      say(verdict.hash, { subject: caller.subject, operationName: params.operationName, refused: true });
    }
    if (verdict.kind === 'AS_IT_IS') return { found: undefined };
    return verdict.kind === 'FOUND' ? { found: verdict } : { refused: refusalOf(verdict) };
  };
}

function outcomeOf(verdict: Verdict): string {
  if (verdict.kind === 'AS_IT_IS') return verdict.unlistedHash ? 'unlisted' : 'text';
  return { FOUND: 'by_id', UNKNOWN_ID: 'unknown_id', NOT_LISTED: 'refused', UNUSABLE: 'unusable' }[verdict.kind];
}

function refusalOf(verdict: Exclude<Verdict, { kind: 'AS_IT_IS' | 'FOUND' }>): NotAdmitted {
  if (verdict.kind === 'UNUSABLE') return { status: 400, code: 'BAD_USER_INPUT', message: verdict.message };
  if (verdict.kind === 'NOT_LISTED') {
    return {
      status: 403,
      code: 'FORBIDDEN',
      message: `该操作未登记，不能执行 (this operation is not on the safelist: sha256 ${verdict.hash})`,
    };
  }
  // Clients of Apollo's form know this answer by its words and its 200, and send the whole text next.
  return verdict.form === 'APOLLO'
    ? { status: 200, code: 'PERSISTED_QUERY_NOT_FOUND', message: 'PersistedQueryNotFound' }
    : {
        status: 400,
        code: 'PERSISTED_QUERY_NOT_FOUND',
        message: '没有该 documentId 对应的操作 (no operation is known by this documentId)',
      };
}
