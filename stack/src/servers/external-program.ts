import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Receives one short line of what is going on. */
export type Progress = (line: string) => void;

/** The full path of a program on PATH, or undefined. */
export function programOnPath(name: string, path = process.env.PATH ?? ''): string | undefined {
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** What a program prints on both channels; `undefined` when it cannot be run or fails. */
export function outputOf(program: string, programArguments: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, [...programArguments], { timeout: 30_000 }, (error, stdout, stderr) => {
      resolve(error === null ? `${stdout}${stderr}`.trim() : undefined);
    });
  });
}
