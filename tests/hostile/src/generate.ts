import { writeFileSync } from 'node:fs';
import { type CorpusName, corpusPath, corpusText, numberedLines } from './corpus/corpus-file.ts';
import type { Draft } from './corpus/line.ts';
import { hostileDocuments } from './documents/index.ts';
import { badInputs } from './inputs/index.ts';

export const DRAFTS: Readonly<Record<CorpusName, readonly Draft[]>> = {
  documents: hostileDocuments,
  inputs: badInputs,
};

export const generated = (name: CorpusName): string => corpusText(numberedLines(DRAFTS[name]));

if (process.argv[1] === import.meta.filename) {
  for (const name of Object.keys(DRAFTS) as CorpusName[]) {
    writeFileSync(corpusPath(name), generated(name));
    console.log(`${name}: ${DRAFTS[name].length}`);
  }
}
