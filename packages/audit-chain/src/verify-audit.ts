import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ChainHead } from './audit-entry.ts';
import { createCheckpointReader } from './checkpoint.ts';
import { type FileVerdict, type VerifyOptions, verifyAuditFile } from './verify-file.ts';

const USAGE = `usage: node verify-audit.ts <export.ndjson | -> [options]

Checks an exported audit chain without a database and names the first broken link. - reads standard input.

  --checkpoints <file> --keys <jwks>  signed checkpoints, one a line, and the public keys they are checked with
  --head <sequence>:<hash>            an entry you noted earlier
  --after <sequence>:<hash>           the entry before the first line, as an earlier check named it
  --part                              the file begins anywhere; that nothing was cut before it is not checked

A chain that was cut at its end, or rewritten from some entry on to its end, agrees with itself: it is found
by checkpoints or a head that were kept elsewhere, up to the last of them.
Leaves with 0 for a whole chain, 1 for a broken or empty one, 2 when it could not look.`;

class UsageError extends Error {}

function headOf(text: string | undefined): ChainHead | undefined {
  if (text === undefined) return undefined;
  const [, sequence, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) throw new UsageError(`${text} is not <sequence>:<hash>`);
  return { sequence: Number(sequence), hash };
}

function optionsOf(words: readonly string[]): { readonly path: string; readonly options: VerifyOptions } {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { checkpoints: text, keys: text, head: text, after: text, part: { type: 'boolean' } },
  });
  const [path, ...more] = positionals;
  const { checkpoints, keys, head, after, part } = values;
  if (path === undefined || more.length > 0) throw new UsageError('one export is checked at a time');
  if ((checkpoints === undefined) !== (keys === undefined)) throw new UsageError('--checkpoints goes with --keys');
  return {
    path,
    options: {
      head: headOf(head),
      after: part ? 'ANYWHERE' : headOf(after),
      checkpoints:
        checkpoints === undefined || keys === undefined
          ? undefined
          : { path: checkpoints, read: createCheckpointReader(JSON.parse(readFileSync(keys, 'utf8'))) },
    },
  };
}

function report(verdict: FileVerdict): number {
  switch (verdict.kind) {
    case 'WHOLE': {
      const { jurisdiction, first, head } = verdict;
      console.log(`whole: ${jurisdiction}, entries ${first} to ${head.sequence}, head ${head.sequence}:${head.hash}`);
      return 0;
    }
    case 'EMPTY':
      console.log('empty: there is no entry in this file');
      return 1;
    case 'BAD_CHECKPOINT':
      console.log(`checkpoint at line ${verdict.line}: ${verdict.problem}`);
      return 1;
    case 'BROKEN': {
      const { line, sequence, problem } = verdict.link;
      console.log(`broken at line ${line}${sequence === null ? '' : ` (number ${sequence})`}: ${problem}`);
      return 1;
    }
  }
}

async function main(words: readonly string[]): Promise<number> {
  try {
    const { path, options } = optionsOf(words);
    return report(await verifyAuditFile(path === '-' ? process.stdin : path, options));
  } catch (error) {
    console.error(`cannot check: ${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
