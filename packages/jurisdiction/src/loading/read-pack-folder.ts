import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type PackData, SUBJECTS, type Subject } from '../pack/pack.ts';
import type { PackProblem } from './problem.ts';
import { type Outcome, readYaml } from './read-yaml.ts';

type Reading = { readonly data: Partial<Record<Subject, unknown>>; readonly problems: readonly PackProblem[] };

function readSubject(folder: string, packName: string, subject: Subject): Outcome {
  const { file, schema } = SUBJECTS[subject];
  const shown = `${packName}/${file}`;
  const path = join(folder, file);
  if (!existsSync(path)) return { problems: [{ file: shown, line: null, path: '', message: 'is missing' }] };
  return readYaml(path, shown, schema);
}

function strangers(folder: string, packName: string): PackProblem[] {
  const known = new Set<string>(Object.values(SUBJECTS).map(({ file }) => file));
  return readdirSync(folder)
    .filter((name) => !known.has(name))
    .map((name) => ({ file: `${packName}/${name}`, line: null, path: '', message: 'is no file of a pack' }));
}

function read(folder: string, packName: string): Reading {
  const data: Partial<Record<Subject, unknown>> = {};
  const problems = strangers(folder, packName);
  for (const subject of Object.keys(SUBJECTS) as Subject[]) {
    const outcome = readSubject(folder, packName, subject);
    if ('problems' in outcome) problems.push(...outcome.problems);
    else data[subject] = outcome.value;
  }
  return { data, problems };
}

/** Reads every file of one pack's folder; all problems of shape are returned together, none is thrown. */
export function readPackFolder(root: string, packName: string): PackData | readonly PackProblem[] {
  const { data, problems } = read(join(root, packName), packName);
  // Each subject was parsed by its own schema, so a reading without problems is whole.
  return problems.length > 0 ? problems : (data as PackData);
}
