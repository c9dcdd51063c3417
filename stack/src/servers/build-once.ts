import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pause } from '../processes/deadline.ts';
import type { Progress } from './external-program.ts';

/** Something that is installed once into a folder of the cache and used from there for ever. */
export type Installation = {
  /** What the operator reads while it is installed. */
  readonly title: string;
  readonly folder: string;
  /** The file inside the folder whose presence means that it is installed. */
  readonly program: string;
  /** Puts everything into the draft folder. */
  readonly install: (draftFolder: string) => Promise<void>;
};

const ASK_EVERY_MS = 500;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Undefined while the other has made the file and not yet written into it, or has just removed it. */
function builderOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Two starters on one machine must not build the same thing at once; a dead builder's lock counts for nothing. */
function tryLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const builder = builderOf(lock);
    if (builder !== undefined && !isAlive(builder)) rmSync(lock, { force: true });
    return false;
  }
}

/** Installs unless that was done before; gives back the program's path. */
export async function installOnce(installation: Installation, progress: Progress): Promise<string> {
  const program = join(installation.folder, installation.program);
  if (existsSync(program)) return program;
  mkdirSync(dirname(installation.folder), { recursive: true });
  const lock = `${installation.folder}.lock`;
  const startedAt = Date.now();
  while (!tryLock(lock)) {
    progress(
      `waiting for another process that installs ${installation.title} (${Math.round((Date.now() - startedAt) / 1000)} s)`,
    );
    await pause(ASK_EVERY_MS);
    if (existsSync(program)) return program;
  }
  try {
    const draft = `${installation.folder}.draft`;
    rmSync(draft, { recursive: true, force: true });
    await installation.install(draft);
    rmSync(installation.folder, { recursive: true, force: true });
    renameSync(draft, installation.folder);
  } finally {
    rmSync(lock, { force: true });
  }
  return program;
}
