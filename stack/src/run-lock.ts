import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { DataFolder } from './data-folder.ts';

/** Who holds a data folder. */
export type Holder = { readonly pid: number; readonly startedAt: string };

/** Thrown when another live process holds the data folder. */
export class AlreadyRunningError extends Error {
  readonly holder: Holder;

  constructor(folder: DataFolder, holder: Holder) {
    super(`GridLink is already running (pid ${holder.pid}, since ${holder.startedAt}) on ${folder.root}`);
    this.holder = holder;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** After a power cut the recorded pid may belong to anybody; Linux can tell, elsewhere we believe it. */
function looksLikeNode(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    return process.platform !== 'linux';
  }
}

/** The live process that holds the folder, or undefined. */
export function holderOf(folder: DataFolder): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(folder.lock, 'utf8')) as Holder;
    return isAlive(holder.pid) && looksLikeNode(holder.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes the folder for this process and gives back the function that frees it.
 * @throws AlreadyRunningError when a live process has it.
 */
export function lockDataFolder(folder: DataFolder): () => void {
  const holder = holderOf(folder);
  if (holder !== undefined) throw new AlreadyRunningError(folder, holder);
  rmSync(folder.lock, { force: true });
  const own: Holder = { pid: process.pid, startedAt: new Date().toISOString() };
  // 'wx' lets exactly one of two simultaneous starters win.
  writeFileSync(folder.lock, `${JSON.stringify(own)}\n`, { flag: 'wx' });
  return () => rmSync(folder.lock, { force: true });
}
