import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultsFolder } from './project.ts';
import { type Result, resultSchema } from './result.ts';

const fileOf = (name: string, quick: boolean): string => `${name}${quick ? '.quick' : ''}.json`;

/** Keeps a result and gives back its path. A smoke run has a file of its own: it never takes a full run's place. */
export function saveResult(result: Result, folder = resultsFolder): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, fileOf(result.name, result.quick));
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
  return path;
}

/** The newest full result of a name, or its smoke run where there is no full one, or undefined. */
export function readResult(name: string, folder = resultsFolder): Result | undefined {
  for (const quick of [false, true]) {
    const path = join(folder, fileOf(name, quick));
    if (existsSync(path)) return resultSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  }
  return undefined;
}
