import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CORPORA, corpusPath, readCorpus } from './corpus/corpus-file.ts';
import { generated } from './generate.ts';
import { isRefused } from './judge/run-corpus.ts';

describe.each(CORPORA)('the corpus of %s', (name) => {
  it('[A3] is what its generator writes', () => {
    // Compared as a whole first: a difference of two megabytes helps nobody.
    const isSame = readFileSync(corpusPath(name), 'utf8') === generated(name);
    expect(isSame ? '' : 'run node tests/hostile/src/generate.ts').toBe('');
  });

  it('[A3] sends nothing twice under one sender', () => {
    const sent = readCorpus(name).map(({ by, request }) => JSON.stringify([by, request]));
    expect(sent.length - new Set(sent).size).toBeLessThan(sent.length / 20);
  });
});

describe('the size of the corpus', () => {
  it.each([
    ['documents', 1_000],
    ['inputs', 500],
  ] as const)('[A3] %s: at least %d are refused', (name, least) => {
    expect(readCorpus(name).filter(({ expect: expected }) => isRefused(expected)).length).toBeGreaterThanOrEqual(least);
  });
});
