import { createChainVerifier } from '@gridlink/audit-chain';
import { forgedWindow } from './tampered.ts';
import type { Scene, Tampering } from './tamperings.ts';

/** The line the verifier named, or nothing when it was deceived. */
export type Named = number | undefined;

const BEFORE = 3;
const BEYOND = 2;

/**
 * One trial with the verifier itself, from a few lines before the change on: it carries nothing from line to line but the last number and
 * hash and the next checkpoint, which it is given here. Reading the untouched million before the change each time would add nothing.
 */
export function tryTampering({ chain, lines }: Scene, tampering: Tampering): Named {
  const { from, to, foundAt } = tampering;
  const begin = Math.max(1, from - BEFORE);
  const verifier = createChainVerifier(lines.headAt(begin - 1));
  let next = lines.checkpointFrom(begin);
  const noteNext = (): void => {
    const checkpoint = chain.checkpoints[next++];
    if (checkpoint) verifier.note(checkpoint);
  };
  noteNext();
  const take = (line: string): boolean => {
    const isGood = verifier.take(line);
    if (isGood && verifier.noted() === undefined) noteNext();
    return isGood;
  };
  const untouched = begin < from ? lines.read(begin, from - 1) : [];
  const isDeceived =
    untouched.every(take) && forgedWindow(lines, tampering, Math.max(to, foundAt) + BEYOND).every(take);
  const verdict = verifier.verdict();
  if (verdict.kind !== 'BROKEN') return undefined;
  // A verdict after the window's end counts only where the file ends there too.
  if (isDeceived && Math.max(to, foundAt) + BEYOND < chain.length) return undefined;
  return verdict.link.line + begin - 1;
}
