import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bar, chanceOf, type Measurement, type Row } from '@gridlink/bench';
import { openChainLines } from './chain-lines.ts';
import { makeChain } from './make-chain.ts';
import { type ProgramRun, runProgram } from './program.ts';
import { forgedExport } from './tampered.ts';
import { FORGERS, type Scene, type Tampering } from './tamperings.ts';
import { tryTampering } from './trial.ts';

const FULL = { entries: 1_000_000, trialsEach: 1_000 } as const;
const QUICK = { entries: 20_000, trialsEach: 40 } as const;
const SEED = 20_260_301;

type Tally = { readonly trials: number; readonly found: number; readonly named: number };
type Kind = Tally & { readonly what: string; readonly whole: ProgramRun; readonly wholeNamed: boolean };

function tallyOf(scene: Scene, forge: (scene: Scene) => Tampering, trials: number): Tally {
  let found = 0;
  let named = 0;
  for (let trial = 0; trial < trials; trial++) {
    const tampering = forge(scene);
    const line = tryTampering(scene, tampering);
    if (line !== undefined) found += 1;
    if (line === tampering.foundAt) named += 1;
  }
  return { trials, found, named };
}

async function tryKind(scene: Scene, what: string, trials: number): Promise<Kind> {
  const forge = FORGERS[what];
  if (!forge) throw new Error(`there is no tampering "${what}"`);
  const tally = tallyOf(scene, forge, trials);
  const tampering = forge(scene);
  const whole = await runProgram(scene.chain, forgedExport(scene.chain, tampering));
  const wholeNamed = whole.code === 1 && whole.output.startsWith(`broken at line ${tampering.foundAt} `);
  return { what, ...tally, whole, wholeNamed };
}

const rowOf = ({ what, trials, found, named, whole, wholeNamed }: Kind): Row => ({
  tampering: what,
  trials,
  found,
  'first broken link named': named,
  'program on the whole file': wholeNamed ? 'found, named' : `NOT: ${whole.output.slice(0, 80)}`,
  s: Number((whole.tookMs / 1_000).toFixed(1)),
  'peak MB': Math.round(whole.peakMb),
});

const NOTHING: Tampering = { from: 1, to: 0, lines: [], foundAt: 0 };

async function tryAll(scene: Scene, trialsEach: number, say: (line: string) => void) {
  const untouched = await runProgram(scene.chain, forgedExport(scene.chain, NOTHING));
  say(`untouched: ${untouched.output} after ${Math.round(untouched.tookMs)} ms`);
  const kinds: Kind[] = [];
  for (const what of Object.keys(FORGERS)) {
    const kind = await tryKind(scene, what, trialsEach);
    say(`${what}: ${kind.found} of ${kind.trials} found, ${kind.named} named`);
    kinds.push(kind);
  }
  return { untouched, kinds };
}

const sum = (kinds: readonly Kind[], of: (kind: Kind) => number): number =>
  kinds.reduce((total, kind) => total + of(kind), 0);

/** A5: a long chain tampered with in every way, held against the offline verifier; no server takes part. */
export const drillAudit: Measurement = async ({ quick, say }) => {
  const { entries, trialsEach } = quick ? QUICK : FULL;
  const folder = mkdtempSync(join(tmpdir(), 'gridlink-audit-'));
  try {
    const chance = chanceOf(SEED);
    const chain = await makeChain(folder, entries, chance);
    say(`${entries} entries, ${chain.checkpoints.length} checkpoints, ${(chain.offsets[entries] ?? 0) >> 20} MB`);
    const lines = openChainLines(chain);
    const { untouched, kinds } = await tryAll({ chain, lines, chance }, trialsEach, say);
    lines.close();
    const trials = sum(kinds, (kind) => kind.trials + 1);
    const missed = trials - sum(kinds, ({ found, whole }) => found + (whole.code === 1 ? 1 : 0));
    const misnamed = trials - sum(kinds, ({ named, wholeNamed }) => named + (wholeNamed ? 1 : 0));
    const untouchedRow: Row = {
      tampering: 'none',
      trials: 1,
      found: 0,
      'first broken link named': 0,
      'program on the whole file': untouched.code === 0 ? 'whole' : `NOT: ${untouched.output.slice(0, 80)}`,
      s: Number((untouched.tookMs / 1_000).toFixed(1)),
      'peak MB': Math.round(untouched.peakMb),
    };
    const nothing = { unit: '', limit: { atMost: 0 } };
    return {
      seed: SEED,
      rounds: 1,
      notes: [
        `a chain of ${entries} entries with ${chain.checkpoints.length} signed checkpoints kept elsewhere, the last at its end`,
        'trials begin a few lines before the change with the head there, which is all that the verifier carries; the program reads whole files through a pipe',
        'cut tails and rewrites are found against the checkpoints only: what is written after the last one is not proven until the next',
      ],
      rows: [untouchedRow, ...kinds.map(rowOf)],
      bars: [
        bar('A5', 'entries in the chain', { value: entries, unit: '', limit: { atLeast: entries } }),
        bar('A5', 'trials', { value: trials, unit: '', limit: { atLeast: quick ? trials : 10_000 } }),
        bar('A5', 'tamperings not found', { value: missed, ...nothing }),
        bar('A5', 'first broken links not named', { value: misnamed, ...nothing }),
        bar('A5', 'untouched chain called broken', { value: untouched.code === 0 ? 0 : 1, ...nothing }),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
