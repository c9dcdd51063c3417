import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { ChainFile } from './make-chain.ts';

const PROGRAM = fileURLToPath(import.meta.resolve('@gridlink/audit-chain/verify-audit'));
const MEMORY_EVERY_MS = 100;

/** What the program said of a whole export. */
export type ProgramRun = {
  readonly code: number;
  readonly output: string;
  readonly tookMs: number;
  /** Largest resident memory seen, MB; 0 where the system does not say. */
  readonly peakMb: number;
};

function residentMb(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Hands the program an export through its standard input, as an auditor would. */
export async function runProgram(chain: ChainFile, lines: AsyncIterable<string>): Promise<ProgramRun> {
  const startedAt = performance.now();
  const options = ['-', '--checkpoints', chain.checkpointsPath, '--keys', chain.keysPath];
  const program = spawn(process.execPath, [PROGRAM, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  let peakMb = 0;
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(program.pid));
  }, MEMORY_EVERY_MS);
  let output = '';
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  // The program leaves at the first broken link and reads no further.
  const fed = pipeline(Readable.from(lines), program.stdin).catch(() => undefined);
  const [code] = (await once(program, 'close')) as [number];
  clearInterval(timer);
  await fed;
  return { code, output: output.trim(), tookMs: performance.now() - startedAt, peakMb };
}
