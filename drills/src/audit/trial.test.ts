import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chanceOf } from '@gridlink/bench';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChainLines, openChainLines } from './chain-lines.ts';
import { type ChainFile, makeChain } from './make-chain.ts';
import { FORGERS } from './tamperings.ts';
import { tryTampering } from './trial.ts';

const SEED = 7;
const TRIALS = 25;

describe('[D07] a tampered audit chain', () => {
  let folder: string;
  let chain: ChainFile;
  let lines: ChainLines;
  const chance = chanceOf(SEED);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trial-'));
    chain = await makeChain(folder, 3_000, chance);
    lines = openChainLines(chain);
  });
  afterAll(() => {
    lines.close();
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(FORGERS))('is found at its first broken link by %s', (_what, forge) => {
    const tamperings = Array.from({ length: TRIALS }, () => forge({ chain, lines, chance }));
    const named = tamperings.map((tampering) => tryTampering({ chain, lines, chance }, tampering));
    expect(named).toEqual(tamperings.map(({ foundAt }) => foundAt));
  });

  it.each(['cut: the tail', 'rewrite: edited, all after it hashed anew'])(
    'deceives whoever kept no checkpoint by %s, so that the trial can fail',
    (what) => {
      const unsealed = { ...chain, checkpoints: [] };
      const scene = { chain: unsealed, lines: openChainLines(unsealed), chance };
      const forge = FORGERS[what];
      expect(forge && tryTampering(scene, forge(scene))).toBeUndefined();
      scene.lines.close();
    },
  );
});
