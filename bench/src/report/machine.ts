import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { projectFolder } from './project.ts';

const GIB = 1024 ** 3;

/** The machine in one line. */
export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${(totalmem() / GIB).toFixed(0)} GiB, ${type()} ${release()}`;

/** The commit that was measured, `+` when files differ from it; `unknown` without git. */
function commit(): string {
  const git = (...words: string[]): string =>
    execFileSync('git', words, { cwd: projectFolder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? '+' : '');
  } catch {
    return 'unknown';
  }
}

export const ownVersions = (): Record<string, string> => ({ gridlink: commit(), node: process.versions.node });

/** How many processes wanted a processor, on average of the last minute. */
export const loadAverage = (): string => (loadavg()[0] ?? Number.NaN).toFixed(1);
