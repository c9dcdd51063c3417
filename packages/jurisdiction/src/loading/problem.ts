/** One thing wrong with a pack: where exactly, and what. */
export type PackProblem = {
  /** `<pack>/<file>`, relative to the folder of packs. */
  readonly file: string;
  /** Line in the file where it is known. */
  readonly line: number | null;
  /** Path inside the file, such as `roles[0].label.zh`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
};

export function describePath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

function describe({ file, line, path, message }: PackProblem): string {
  const place = line === null ? file : `${file}:${line}`;
  return path === '' ? `  ${place}: ${message}` : `  ${place}: ${path}: ${message}`;
}

/** Thrown at start when any pack is unsound; the message lists every problem of every pack. */
export class PackError extends Error {
  readonly problems: readonly PackProblem[];

  constructor(problems: readonly PackProblem[]) {
    super(`${problems.length} problem(s) in the jurisdiction packs:\n${problems.map(describe).join('\n')}`);
    this.name = 'PackError';
    this.problems = problems;
  }
}
