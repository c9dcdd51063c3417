import type { Caller } from '@gridlink/contracts';
import { askedDocument, persistedQueryOf } from './document-id.ts';
import { documentHash, type ListedOperation } from './manifest.ts';
import type { Params } from './params.ts';

export const SAFELIST_MODES = ['off', 'log', 'public', 'all'] as const;

/**
 * Who may ask what is not listed. `off`: everybody. `log`: everybody, and it is counted and said. `public`: everybody but the public and
 * the clients named. `all`: nobody. Ids are looked up in every mode.
 */
export type SafelistMode = (typeof SAFELIST_MODES)[number];

export type Verdict =
  /** Goes on as it came; `unlistedHash` where it is not on the list and somebody wants to know. */
  | { readonly kind: 'AS_IT_IS'; readonly unlistedHash?: string }
  /** An id was found: its text goes on in the request's place, and its operation by its name. */
  | { readonly kind: 'FOUND'; readonly query: string; readonly operationName?: string }
  | { readonly kind: 'UNKNOWN_ID'; readonly form: 'APOLLO' | 'DOCUMENT_ID' }
  | { readonly kind: 'NOT_LISTED'; readonly hash: string }
  | { readonly kind: 'UNUSABLE'; readonly message: string };

export type Safelist = {
  readonly operations: readonly ListedOperation[];
  /** Decides a request by its parameters and its caller; nothing a client sends is ever added to the list. */
  decide(params: Params, caller: Pick<Caller, 'kind' | 'subject'>): Verdict;
};

export type SafelistRules = {
  readonly mode: SafelistMode;
  /** Subjects that `public` holds to the list besides the public. */
  readonly clients: readonly string[];
};

export function createSafelist(operations: readonly ListedOperation[], { mode, clients }: SafelistRules): Safelist {
  const listed = new Map(operations.map((operation) => [operation.id, operation]));
  const held = new Set(clients);
  /** Nobody set it up: requests go on untouched, and the server itself says that it knows no ids. */
  const isUnused = mode === 'off' && operations.length === 0;
  const isHeld = ({ kind, subject }: Pick<Caller, 'kind' | 'subject'>): boolean =>
    mode === 'all' || (mode === 'public' && (kind === 'PUBLIC' || held.has(subject)));

  const decideText = (query: string, params: Params, caller: Pick<Caller, 'kind' | 'subject'>): Verdict => {
    const claimed = persistedQueryOf(params.extensions)?.sha256Hash;
    if (mode === 'off' && claimed === undefined) return { kind: 'AS_IT_IS' };
    const hash = documentHash(query);
    if (claimed !== undefined && claimed !== hash)
      return { kind: 'UNUSABLE', message: 'sha256Hash 与 query 不符 (sha256Hash is not the hash of query)' };
    const isListed = listed.has(hash);
    if (!isListed && isHeld(caller)) return { kind: 'NOT_LISTED', hash };
    if (claimed !== undefined) return { kind: 'FOUND', query };
    return isListed ? { kind: 'AS_IT_IS' } : { kind: 'AS_IT_IS', unlistedHash: hash };
  };

  return {
    operations,
    decide(params, caller) {
      if (isUnused) return { kind: 'AS_IT_IS' };
      const asked = askedDocument(params);
      if (asked.kind === 'UNUSABLE') return asked;
      if (asked.kind === 'NOTHING') return { kind: 'AS_IT_IS' };
      if (asked.kind === 'TEXT') return decideText(asked.query, params, caller);
      const found = listed.get(asked.id);
      return found
        ? { kind: 'FOUND', query: found.body, operationName: found.name }
        : { kind: 'UNKNOWN_ID', form: asked.form };
    },
  };
}
