import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What an entry of the audit chain says happened. */
export const AUDIT_ACTIONS = [
  'READ',
  'READ_REFUSED',
  'RECORDS_PUSHED',
  'AUDIT_EXPORTED',
  'FEED_CREDENTIALS_ISSUED',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who did it, by ids only. */
export type AuditActor = {
  readonly subject: string;
  readonly kind: string;
  readonly person?: string;
};

/** One access or transfer: who, for what purpose, which fields, how many rows. Never a value of the data. */
export type AuditFact = {
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
  readonly action: AuditAction;
  readonly actor: AuditActor;
  /** Organization code the actor acted for. */
  readonly organization?: string;
  /** Divisions of the data concerned, highest first; of the actor where a refused read named no data of this jurisdiction. */
  readonly areas: readonly string[];
  readonly resource?: string;
  readonly grant?: string;
  readonly ticketCode?: string;
  readonly purpose?: string;
  readonly fields: readonly string[];
  readonly count: number;
  /** Ids of the records delivered: "who saw this person" is asked by them. */
  readonly records: readonly string[];
  readonly requestId: string;
  /** Code of the refusal. */
  readonly reason?: string;
};

/** A fact at its place in its jurisdiction's chain. */
export type AuditEntry = AuditFact & {
  readonly jurisdiction: string;
  /** Counts from 1 without gaps. */
  readonly sequence: number;
  readonly previousHash: string;
  /** SHA-256, lower-case hex. */
  readonly hash: string;
};

/** Where a chain ends. */
export type ChainHead = { readonly sequence: number; readonly hash: string };

/** Before the first entry. */
export const GENESIS: ChainHead = Object.freeze({ sequence: 0, hash: '0'.repeat(64) });

/** SHA-256 over the previous hash, a line feed and the entry's canonical JSON (RFC 8785) without the two hashes. */
export function hashOfEntry(entry: Omit<AuditEntry, 'hash'>): string {
  const { previousHash, ...content } = entry;
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalize(content)}`)
    .digest('hex');
}

/** Facts as the entries that follow a head, each holding the hash of the one before. */
export function chainEntries(jurisdiction: string, head: ChainHead, facts: readonly AuditFact[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  let { sequence, hash: previousHash } = head;
  for (const fact of facts) {
    sequence += 1;
    const content = { ...fact, jurisdiction, sequence, previousHash };
    const hash = hashOfEntry(content);
    entries.push({ ...content, hash });
    previousHash = hash;
  }
  return entries;
}

/** An entry as one line of an export. */
export const lineOfEntry = (entry: AuditEntry): string => canonicalize(entry) ?? '';
