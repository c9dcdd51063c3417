import { type AuditEntry, type ChainHead, GENESIS, hashOfEntry, lineOfEntry } from './audit-entry.ts';

/** The first thing wrong with an export, by the number of its line from 1. */
export type BrokenLink = { readonly line: number; readonly sequence: number | null; readonly problem: string };

export type ChainVerdict =
  | { readonly kind: 'WHOLE'; readonly jurisdiction: string; readonly first: number; readonly head: ChainHead }
  | { readonly kind: 'BROKEN'; readonly link: BrokenLink }
  | { readonly kind: 'EMPTY' };

type Expected = { readonly jurisdiction: string; readonly sequence: number; readonly previousHash: string };

const HASH = /^[0-9a-f]{64}$/;

/**
 * Checks an export line by line, keeping nothing but the last hash; needs no database and trusts none.
 * A chain that does not begin at 1 is checked from its first line on. With `head` (sequence and hash as an auditor once noted them)
 * a chain that was cut at its end, or rewritten from there, is found too.
 */
export function createChainVerifier(head?: ChainHead) {
  let expected: Expected | undefined;
  let first: number | undefined;
  let broken: BrokenLink | undefined;
  let line = 0;
  let headSeen = head === undefined;

  const problemOf = (entry: AuditEntry): string | undefined => {
    if (expected === undefined) return problemOfFirst(entry);
    if (entry.jurisdiction !== expected.jurisdiction) return `belongs to ${entry.jurisdiction}`;
    if (entry.sequence !== expected.sequence) return `number ${expected.sequence} should stand here`;
    if (entry.previousHash !== expected.previousHash) return 'does not hold the hash of the entry before';
    return undefined;
  };

  const check = (entry: AuditEntry): string | undefined => {
    const problem = problemOf(entry);
    if (problem !== undefined) return problem;
    const { hash, ...content } = entry;
    if (hashOfEntry(content) !== hash) return 'content does not match its hash';
    if (entry.sequence !== head?.sequence) return undefined;
    headSeen = true;
    return hash === head.hash ? undefined : 'is not the entry that was noted as the head';
  };

  return {
    /** Takes one line; false from the first broken link on. */
    take(text: string): boolean {
      line += 1;
      if (broken) return false;
      const entry = readLine(text);
      const problem = typeof entry === 'string' ? entry : check(entry);
      if (problem !== undefined || typeof entry === 'string') {
        broken = {
          line,
          sequence: typeof entry === 'string' ? null : entry.sequence,
          problem: problem ?? 'unreadable',
        };
        return false;
      }
      first ??= entry.sequence;
      expected = { jurisdiction: entry.jurisdiction, sequence: entry.sequence + 1, previousHash: entry.hash };
      return true;
    },

    verdict(): ChainVerdict {
      if (broken) return { kind: 'BROKEN', link: broken };
      if (!headSeen && head) {
        const problem = `the chain ends before number ${head.sequence}, which was noted as the head`;
        return { kind: 'BROKEN', link: { line: line + 1, sequence: expected?.sequence ?? null, problem } };
      }
      if (expected === undefined || first === undefined) return { kind: 'EMPTY' };
      const end = { sequence: expected.sequence - 1, hash: expected.previousHash };
      return { kind: 'WHOLE', jurisdiction: expected.jurisdiction, first, head: end };
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
