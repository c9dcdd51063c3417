import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { type PackData, SUBJECTS, type Subject } from '../pack/pack.ts';
import { describePath, type PackProblem } from './problem.ts';

type Reading = { readonly data: Partial<Record<Subject, unknown>>; readonly problems: readonly PackProblem[] };
type Outcome = { readonly value: unknown } | { readonly problems: readonly PackProblem[] };

function parseYaml(path: string, file: string): Outcome {
  const document = parseDocument(readFileSync(path, 'utf8'));
  if (document.errors.length === 0) return { value: document.toJS() };
  return {
    problems: document.errors.map((error) => ({ file, path: '', message: error.message.split('\n')[0] ?? '' })),
  };
}

function check(schema: z.ZodType, value: unknown, file: string): Outcome {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  return {
    problems: result.error.issues.map(({ path, message }) => ({ file, path: describePath(path), message })),
  };
}

function readSubject(folder: string, packName: string, subject: Subject): Outcome {
  const { file, schema } = SUBJECTS[subject];
  const shown = `${packName}/${file}`;
  const path = join(folder, file);
  if (!existsSync(path)) return { problems: [{ file: shown, path: '', message: 'is missing' }] };
  const parsed = parseYaml(path, shown);
  return 'problems' in parsed ? parsed : check(schema, parsed.value, shown);
}

function strangers(folder: string, packName: string): PackProblem[] {
  const known = new Set<string>(Object.values(SUBJECTS).map(({ file }) => file));
  return readdirSync(folder)
    .filter((name) => !known.has(name))
    .map((name) => ({ file: `${packName}/${name}`, path: '', message: 'is no file of a pack' }));
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
