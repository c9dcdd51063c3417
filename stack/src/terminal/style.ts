const coloured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

function paint(code: number): (text: string) => string {
  return (text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
}

/** Colours on a terminal, plain text everywhere else. */
export const style = { bold: paint(1), faint: paint(2), good: paint(32), bad: paint(31), warning: paint(33) } as const;

/** `850 ms`, `12.3 s`, `4 min 20 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1_000)} s`;
}

/** Local time of day, for lines of a running stack. */
export function clock(at: Date = new Date()): string {
  return at.toTimeString().slice(0, 8);
}
