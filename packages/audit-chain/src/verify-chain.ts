import { type AuditEntry, type ChainHead, GENESIS, hashOfEntry, lineOfEntry } from './audit-entry.ts';

/** The first thing wrong with an export, by the number of its line from 1. */
export type BrokenLink = { readonly line: number; readonly sequence: number | null; readonly problem: string };

export type ChainVerdict =
  | { readonly kind: 'WHOLE'; readonly jurisdiction: string; readonly first: number; readonly head: ChainHead }
  | { readonly kind: 'BROKEN'; readonly link: BrokenLink }
  | { readonly kind: 'EMPTY' };

export type ChainVerifier = {
  /** Notes what must stand at a number still to come; the next one is noted when `noted` is free again. */
  note(head: ChainHead): void;
  /** The note that waits for its entry. */
  noted(): ChainHead | undefined;
  /** Takes one line; false from the first broken link on. */
  take(text: string): boolean;
  verdict(): ChainVerdict;
};

const HASH = /^[0-9a-f]{64}$/;

/**
 * Checks an export line by line, keeping nothing but the last hash; needs no database and trusts none.
 * @param after the entry before the first line: nothing unless given. `ANYWHERE` checks a part whose beginning proves nothing.
 */
export function createChainVerifier(after: ChainHead | 'ANYWHERE' = GENESIS): ChainVerifier {
  let last: ChainHead | undefined = after === 'ANYWHERE' ? undefined : after;
  let jurisdiction: string | undefined;
  let first: number | undefined;
  let broken: BrokenLink | undefined;
  let note: ChainHead | undefined;
  /** Up to here a note has confirmed the chain. */
  let confirmed = 0;
  let line = 0;

  const problemOf = (entry: AuditEntry): string | undefined => {
    if (jurisdiction !== undefined && entry.jurisdiction !== jurisdiction) return `belongs to ${entry.jurisdiction}`;
    if (last === undefined) return problemOfFirst(entry);
    if (entry.sequence !== last.sequence + 1) return `number ${last.sequence + 1} should stand here`;
    if (entry.previousHash !== last.hash) return 'does not hold the hash of the entry before';
    return undefined;
  };

  const check = (entry: AuditEntry): string | undefined => {
    const problem = problemOf(entry);
    if (problem !== undefined) return problem;
    const { hash, ...content } = entry;
    if (hashOfEntry(content) !== hash) return 'content does not match its hash';
    if (note === undefined || entry.sequence < note.sequence) return undefined;
    const isNoted = entry.sequence === note.sequence && hash === note.hash;
    if (!isNoted) return `is not the entry that was noted: something after number ${confirmed} was rewritten`;
    confirmed = note.sequence;
    note = undefined;
    return undefined;
  };

  return {
    note(head) {
      note = head;
    },
    noted: () => note,

    take(text) {
      if (broken) return false;
      line += 1;
      const entry = readLine(text);
      const problem = typeof entry === 'string' ? entry : check(entry);
      if (problem !== undefined || typeof entry === 'string') {
        const sequence = typeof entry === 'string' ? null : entry.sequence;
        broken = { line, sequence, problem: problem ?? 'unreadable' };
        return false;
      }
      first ??= entry.sequence;
      jurisdiction = entry.jurisdiction;
      last = { sequence: entry.sequence, hash: entry.hash };
      return true;
    },

    verdict() {
      if (broken) return { kind: 'BROKEN', link: broken };
      if (note !== undefined) {
        const problem = `the chain ends before number ${note.sequence}, which was noted`;
        return { kind: 'BROKEN', link: { line: line + 1, sequence: last?.sequence ?? null, problem } };
      }
      if (jurisdiction === undefined || first === undefined || last === undefined) return { kind: 'EMPTY' };
      return { kind: 'WHOLE', jurisdiction, first, head: last };
    },
  };
}

function problemOfFirst(entry: AuditEntry): string | undefined {
  const isGenesis = entry.previousHash === GENESIS.hash;
  return (entry.sequence === 1) === isGenesis ? undefined : 'the chain was cut before this entry';
}

/** The entry of a line, or what is wrong with the line. Only what the checks read is looked at; the hash covers the rest. */
function readLine(text: string): AuditEntry | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (typeof value !== 'object' || value === null) return 'is not an entry';
  const { sequence, jurisdiction, previousHash, hash } = value as Partial<AuditEntry>;
  const isEntry =
    Number.isSafeInteger(sequence) &&
    typeof jurisdiction === 'string' &&
    HASH.test(String(previousHash)) &&
    HASH.test(String(hash));
  if (!isEntry) return 'is not an entry';
  // Two readings of one line (a key twice, say) must not both pass.
  return lineOfEntry(value as AuditEntry) === text ? (value as AuditEntry) : 'is not in canonical form';
}
