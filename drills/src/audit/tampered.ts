import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type AuditEntry, hashOfEntry, lineOfEntry } from '@gridlink/audit-chain';
import type { ChainLines } from './chain-lines.ts';
import type { ChainFile } from './make-chain.ts';
import type { Tampering } from './tamperings.ts';

/** Gives the entries that follow a forged one numbers and hashes that agree with it. */
function rehashing({ rehashFrom, shift = 0 }: Tampering): (line: string) => string {
  if (rehashFrom === undefined) return (line) => line;
  let previousHash = rehashFrom.hash;
  return (line) => {
    const { hash: _hash, ...entry } = JSON.parse(line) as AuditEntry;
    const content = { ...entry, sequence: entry.sequence + shift, previousHash };
    previousHash = hashOfEntry(content);
    return lineOfEntry({ ...content, hash: previousHash });
  };
}

/** The forged lines and as many after them as the verifier needs to come to the place where it must notice. */
export function forgedWindow(lines: ChainLines, tampering: Tampering, upTo: number): string[] {
  return [...tampering.lines, ...lines.read(tampering.to + 1, upTo).map(rehashing(tampering))];
}

/** The whole forged export, as it would be handed in. */
export async function* forgedExport(chain: ChainFile, tampering: Tampering): AsyncGenerator<string> {
  const { path, offsets } = chain;
  const { from, to, lines } = tampering;
  const prefix = offsets[from - 1] ?? 0;
  if (prefix > 0) yield* createReadStream(path, { end: prefix - 1, encoding: 'utf8' });
  for (const line of lines) yield `${line}\n`;
  const suffix = offsets[to] ?? 0;
  if (suffix >= (offsets[chain.length] ?? 0)) return;
  const rest = createReadStream(path, { start: suffix, encoding: 'utf8' });
  if (tampering.rehashFrom === undefined) return yield* rest;
  const rehash = rehashing(tampering);
  for await (const line of createInterface({ input: rest })) yield `${rehash(line)}\n`;
}
