import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { type HistoryLine, historyLineSchema } from './history-line.ts';

/** A drill's history as a file of one JSON text a line. */
export type HistoryFile<Line = HistoryLine> = {
  readonly path: string;
  /** Written before this returns: whatever happens next, the line is there. */
  append(line: Line): void;
  /** Everything so far, read back from the file. @throws ZodError on a line that is none */
  read(): Line[];
  remove(): void;
};

export function openHistory(drill: string): HistoryFile;
export function openHistory<Line>(drill: string, schema: z.ZodType<Line>): HistoryFile<Line>;
export function openHistory(drill: string, schema: z.ZodType<unknown> = historyLineSchema): HistoryFile<unknown> {
  const folder = mkdtempSync(join(tmpdir(), `gridlink-drill-${drill}-`));
  const path = join(folder, 'history.ndjson');
  return {
    path,
    append: (line) => appendFileSync(path, `${JSON.stringify(line)}\n`),
    read: () =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => schema.parse(JSON.parse(line))),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
