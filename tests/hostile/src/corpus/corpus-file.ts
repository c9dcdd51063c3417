import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Draft, type Line, lineSchema } from './line.ts';

export const CORPORA = ['documents', 'inputs'] as const;
export type CorpusName = (typeof CORPORA)[number];

export const corpusPath = (name: CorpusName): string => join(import.meta.dirname, '../../corpus', `${name}.jsonl`);

/** What does not show, or turns a text round, is written as an escape, so that the file can be read. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
const escaped = (hidden: string): string =>
  [...Array(hidden.length).keys()].map((at) => `\\u${hidden.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

const slug = (name: string): string => name.replaceAll(' ', '-');

/** Numbers drafts within their class. */
export function numberedLines(drafts: readonly Draft[]): Line[] {
  const counts = new Map<string, number>();
  return drafts.map(({ class: name, ...rest }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { id: `${slug(name)}-${count}`, class: name, ...rest };
  });
}

/** The file's content: one JSON object a line. */
export const corpusText = (lines: readonly Line[]): string =>
  lines.map((line) => `${JSON.stringify(line).replace(HIDDEN, escaped)}\n`).join('');

export const readCorpus = (name: CorpusName): Line[] =>
  readFileSync(corpusPath(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)));
