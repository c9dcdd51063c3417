import type { Params } from './params.ts';

/** What a request says about its document: an id to look up, a text to run, or something unusable. */
export type Asked =
  | { readonly kind: 'TEXT'; readonly query: string }
  | { readonly kind: 'ID'; readonly id: string; readonly form: 'APOLLO' | 'DOCUMENT_ID' }
  | { readonly kind: 'UNUSABLE'; readonly message: string }
  | { readonly kind: 'NOTHING' };

const DOCUMENT_ID = /^sha256:([0-9a-f]{64})$/;
const HASH = /^[0-9a-f]{64}$/;

const unusable = (message: string): Asked => ({ kind: 'UNUSABLE', message });

/**
 * The two forms on the wire: `documentId` of the persisted documents appendix to GraphQL over HTTP, and Apollo's
 * `extensions.persistedQuery`. A text that comes with an id is looked at as a text: it is never kept under that id.
 */
export function askedDocument({ query, documentId, extensions }: Params): Asked {
  if (documentId !== undefined) return byDocumentId(documentId, query);
  const persisted = persistedQueryOf(extensions);
  if (persisted !== undefined && !query) return byPersistedQuery(persisted);
  return typeof query === 'string' ? { kind: 'TEXT', query } : { kind: 'NOTHING' };
}

function byDocumentId(documentId: unknown, query: unknown): Asked {
  if (query) return unusable('documentId 与 query 只能给出其一 (give either documentId or query)');
  const [, id] = (typeof documentId === 'string' && DOCUMENT_ID.exec(documentId)) || [];
  return id
    ? { kind: 'ID', id, form: 'DOCUMENT_ID' }
    : unusable(
        'documentId 须为 sha256: 加 64 位小写十六进制 (documentId must be sha256: and 64 lower-case hex digits)',
      );
}

function byPersistedQuery({ version, sha256Hash }: { version?: unknown; sha256Hash?: unknown }): Asked {
  if (version !== 1) return unusable('persistedQuery.version 须为 1 (persistedQuery.version must be 1)');
  return typeof sha256Hash === 'string' && HASH.test(sha256Hash)
    ? { kind: 'ID', id: sha256Hash, form: 'APOLLO' }
    : unusable('sha256Hash 须为 64 位小写十六进制 (sha256Hash must be 64 lower-case hex digits)');
}

/** Apollo's extension where a request carries one. */
export function persistedQueryOf(extensions: unknown): Readonly<Record<string, unknown>> | undefined {
  if (extensions === null || typeof extensions !== 'object') return undefined;
  const { persistedQuery } = extensions as { persistedQuery?: unknown };
  return persistedQuery !== null && typeof persistedQuery === 'object'
    ? (persistedQuery as Record<string, unknown>)
    : undefined;
}
