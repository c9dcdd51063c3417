import type { Result } from './result.ts';
import { shown, table } from './table.ts';

const versionsIn = (versions: Readonly<Record<string, string>>): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');

/** A result as lines for a terminal. */
export function printed(result: Result): string[] {
  const bars = result.bars.map((held) => ({
    bar: held.id,
    what: held.what,
    figure: `${shown(held.value)} ${held.unit}`.trim(),
    limit: held.limit,
    holds: held.holds,
  }));
  return [
    `${result.name}${result.quick ? ' (quick: a smoke run, not a measurement)' : ''}  ·  ${result.at}`,
    `${result.machine}  ·  ${versionsIn(result.versions)}`,
    `seed ${result.seed}, ${result.rounds} rounds`,
    ...result.notes.map((note) => `- ${note}`),
    '',
    ...table(result.rows),
    ...(bars.length > 0 ? ['', ...table(bars)] : []),
  ];
}
