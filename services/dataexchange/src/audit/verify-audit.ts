import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ChainHead } from './domain/audit-entry.ts';
import { type ChainVerdict, createChainVerifier } from './domain/verify-chain.ts';

const USAGE = `usage: node verify-audit.ts <export.ndjson> [--head <sequence>:<hash>]

Checks an exported audit chain without a database and names the first broken link.
--head is the sequence and hash you noted earlier: it finds a chain that was cut at its end or rewritten as a whole.
Leaves with 0 for a whole chain, 1 for a broken or empty one, 2 when it could not look.`;

/** Reads the file line by line, so that a chain of any length takes the same memory. */
export async function verifyAuditFile(path: string, head?: ChainHead): Promise<ChainVerdict> {
  const verifier = createChainVerifier(head);
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line === '') continue;
    if (!verifier.take(line)) break;
  }
  return verifier.verdict();
}

function parseHead(text: string | undefined): ChainHead | undefined {
  const [, sequence, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text ?? '') ?? [];
  return sequence === undefined || hash === undefined ? undefined : { sequence: Number(sequence), hash };
}

function report(verdict: ChainVerdict): number {
  if (verdict.kind === 'WHOLE') {
    const { jurisdiction, first, head } = verdict;
    console.log(`whole: ${jurisdiction}, entries ${first} to ${head.sequence}, head ${head.sequence}:${head.hash}`);
    return 0;
  }
  if (verdict.kind === 'EMPTY') {
    console.log('empty: there is no entry in this file');
    return 1;
  }
  const { line, sequence, problem } = verdict.link;
  console.log(`broken at line ${line}${sequence === null ? '' : ` (number ${sequence})`}: ${problem}`);
  return 1;
}

async function main([path, option, noted]: readonly string[]): Promise<number> {
  const head = parseHead(noted);
  const isUsable = path !== undefined && (option === undefined || (option === '--head' && head !== undefined));
  if (!isUsable) {
    console.error(USAGE);
    return 2;
  }
  try {
    return report(await verifyAuditFile(path, head));
  } catch (error) {
    console.error(`cannot read ${path}: ${(error as Error).message}`);
    return 2;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
