import { closeSync, openSync, readSync } from 'node:fs';
import { type AuditEntry, type ChainHead, GENESIS } from '@gridlink/audit-chain';
import type { ChainFile } from './make-chain.ts';

/** Looks at single lines of a chain file without reading the rest. */
export type ChainLines = {
  /** Lines `from` to `to`, both included, from 1; fewer where the file ends. */
  read(from: number, to: number): string[];
  entry(number: number): AuditEntry;
  /** The head after an entry; before the first one the beginning. */
  headAt(number: number): ChainHead;
  /** The first checkpoint at or after a number, as a place in the list of them. */
  checkpointFrom(number: number): number;
  close(): void;
};

export function openChainLines({ path, offsets, length, checkpoints }: ChainFile): ChainLines {
  const file = openSync(path, 'r');
  const read = (from: number, to: number): string[] => {
    const begin = offsets[from - 1] ?? 0;
    const end = offsets[Math.min(to, length)] ?? 0;
    if (end <= begin) return [];
    const bytes = Buffer.alloc(end - begin);
    readSync(file, bytes, 0, bytes.length, begin);
    return bytes.toString('utf8').trimEnd().split('\n');
  };
  const entry = (number: number): AuditEntry => JSON.parse(read(number, number)[0] ?? '') as AuditEntry;
  return {
    read,
    entry,
    headAt: (number) => (number === 0 ? GENESIS : { sequence: number, hash: entry(number).hash }),
    checkpointFrom(number) {
      let low = 0;
      for (let high = checkpoints.length; low < high; ) {
        const middle = (low + high) >> 1;
        if ((checkpoints[middle]?.sequence ?? 0) < number) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    close: () => closeSync(file),
  };
}
