import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HistoryLine, historyLineSchema } from './history-line.ts';

/** A drill's history as a file of one JSON text a line. */
export type HistoryFile = {
  readonly path: string;
  /** Written before this returns: whatever happens next, the line is there. */
  append(line: HistoryLine): void;
  /** Everything so far, read back from the file. @throws ZodError on a line that is none */
  read(): HistoryLine[];
  remove(): void;
};

export function openHistory(drill: string): HistoryFile {
  const folder = mkdtempSync(join(tmpdir(), `gridlink-drill-${drill}-`));
  const path = join(folder, 'history.ndjson');
  return {
    path,
    append: (line) => appendFileSync(path, `${JSON.stringify(line)}\n`),
    read: () =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => historyLineSchema.parse(JSON.parse(line))),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
