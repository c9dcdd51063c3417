import { loadAverage, machine, ownVersions } from './machine.ts';
import { printed } from './print.ts';
import type { Finding, Result } from './result.ts';
import { saveResult } from './result-files.ts';

/** How much to do. */
export type Effort = {
  /** At most 45 s for everything, figures that say little. */
  readonly quick: boolean;
  /** Also the sizes that take a quarter of an hour and more. */
  readonly large: boolean;
  /** Says one line of progress. */
  readonly say: (line: string) => void;
};

/** One thing that can be measured. */
export type Measurement = (effort: Effort) => Promise<Finding>;

/** Everything that a command can measure, by name. */
export type Measurements = Readonly<Record<string, Measurement>>;

type Asked = { readonly names: readonly string[]; readonly quick: boolean; readonly large: boolean };

const OPTIONS: readonly string[] = ['--quick', '--large', '--'];

/** Reads `[name…] [--quick | --large]`; no name means all. @throws Error naming what is not known */
export function asked(words: readonly string[], known: readonly string[]): Asked {
  const names = words.filter((word) => !OPTIONS.includes(word));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: not known; there is ${known.join(', ')}`);
  return {
    names: names.length > 0 ? names : known,
    quick: words.includes('--quick'),
    large: words.includes('--large'),
  };
}

async function measure(
  command: string,
  { name, quick, large }: { name: string } & Pick<Effort, 'quick' | 'large'>,
  measurement: Measurement,
): Promise<Result> {
  const say = (line: string): void => console.error(`  ${line}`);
  const at = new Date().toISOString();
  const before = loadAverage();
  const { versions, notes, ...finding } = await measurement({ quick, large, say });
  return {
    name,
    command: `pnpm ${command} ${name}${quick ? ' --quick' : large ? ' --large' : ''}`,
    at,
    quick,
    machine: machine(),
    versions: { ...ownVersions(), ...versions },
    // Whoever reads the figures has to know whether the machine was the bench's alone.
    notes: [...notes, `load average of the last minute ${before} before, ${loadAverage()} after`],
    ...finding,
  };
}

/**
 * The command line of `pnpm bench` and `pnpm drill`: measures what is asked, one after the other, prints it and keeps it.
 * @returns how many of the measured bars do not hold
 */
export async function runCommand(
  command: string,
  measurements: Measurements,
  words: readonly string[],
): Promise<number> {
  const { names, ...effort } = asked(words, Object.keys(measurements));
  let broken = 0;
  for (const name of names) {
    const measurement = measurements[name];
    if (!measurement) continue;
    const result = await measure(command, { name, ...effort }, measurement);
    console.log(`${printed(result).join('\n')}\n\nkept in ${saveResult(result)}\n`);
    broken += result.bars.filter(({ holds }) => !holds).length;
  }
  return broken;
}
