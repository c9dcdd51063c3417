import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../private-file.ts';
import { BackupError } from './backup-error.ts';
import type { BackupLayout } from './layout.ts';
import { fileSum } from './packed-file.ts';

/** Writes the sums as `sha256sum` does: with it the backup is complete. */
export function writeSums(layout: BackupLayout, sums: ReadonlyMap<string, string>): void {
  const lines = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([path, sum]) => `${sum}  ${path}\n`);
  writePrivateFile(layout.sums, lines.join(''));
}

function readSums(layout: BackupLayout): Map<string, string> {
  if (!existsSync(layout.root)) throw new BackupError(`there is no folder ${layout.root}`);
  if (!existsSync(layout.sums))
    throw new BackupError(`${layout.root} has no SHA256SUMS: it is no backup, or one that did not come to its end`);
  const lines = readFileSync(layout.sums, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [, sum, path] = /^([0-9a-f]{64}) {2}(\S.*)$/.exec(line) ?? [];
      if (sum === undefined || path === undefined) throw new BackupError(`${layout.sums} has a line that is no sum`);
      return [path, sum];
    }),
  );
}

/** Every file is there and as it was written, and so is every file that is `needed`. @throws BackupError that names the first that is not. */
export async function checkSums(layout: BackupLayout, needed: readonly string[]): Promise<void> {
  const sums = readSums(layout);
  for (const path of needed)
    if (!sums.has(path)) throw new BackupError(`${path} belongs to the backup and has no sum in SHA256SUMS`);
  for (const [path, sum] of sums) {
    const file = join(layout.root, path);
    if (!existsSync(file)) throw new BackupError(`${path} is missing in the backup`);
    if ((await fileSum(file)) !== sum) throw new BackupError(`${path} is not as it was written: its SHA-256 differs`);
  }
}
