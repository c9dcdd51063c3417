import type { Line } from '../corpus/line.ts';
import { type Answer, send, type Wire } from '../ground/send.ts';
import { leaksIn } from './leaks.ts';
import { mismatch, verdictOf } from './verdict.ts';

/** What was wrong with the answer to one line. */
export type Fault = { readonly line: Line; readonly what: string };

export type RunReport = {
  readonly faults: readonly Fault[];
  readonly slowestMs: number;
  readonly slowest: string;
  readonly byClass: ReadonlyMap<
    string,
    { readonly sent: number; readonly refused: number; readonly slowestMs: number }
  >;
};

export type RunSettings = { readonly atOnce: number; readonly boundMs: number };

/** A hundred refusals with their reasons; whatever is longer gives back what was sent. */
const LONGEST_ANSWER = 100_000;

/** A text that is taken for what it says is no refusal; a status of its own is, with or without words. */
export const isRefused = ({ as, status = 200 }: Line['expect']): boolean =>
  (as !== 'NOTHING' && as !== 'ANY') || status >= 400;

function faultsOf(line: Line, answer: Answer, boundMs: number): Fault[] {
  const wrong = mismatch(verdictOf(answer), line.expect);
  return [
    ...(wrong === null ? [] : [{ line, what: `expected ${JSON.stringify(line.expect)}, got ${wrong}` }]),
    ...leaksIn(answer, JSON.stringify(line.request)).map((leak) => ({ line, what: `shows ${leak}` })),
    ...(answer.body.length > LONGEST_ANSWER ? [{ line, what: `answers with ${answer.body.length} characters` }] : []),
    ...(answer.tookMs > boundMs ? [{ line, what: `took ${Math.round(answer.tookMs)} ms` }] : []),
  ];
}

/** Sends every line, a few at a time, and holds each answer against what was expected. */
export async function runCorpus(lines: readonly Line[], wire: Wire, settings: RunSettings): Promise<RunReport> {
  const faults: Fault[] = [];
  const classes = new Map<string, { sent: number; refused: number; slowestMs: number }>();
  const waiting = [...lines];
  let slowest = { id: '', ms: 0 };
  const one = async (line: Line): Promise<void> => {
    const answer = await send(line, wire);
    faults.push(...faultsOf(line, answer, settings.boundMs));
    const figures = classes.get(line.class) ?? { sent: 0, refused: 0, slowestMs: 0 };
    classes.set(line.class, {
      sent: figures.sent + 1,
      refused: figures.refused + (isRefused(line.expect) ? 1 : 0),
      slowestMs: Math.max(figures.slowestMs, Math.round(answer.tookMs)),
    });
    if (answer.tookMs > slowest.ms) slowest = { id: line.id, ms: answer.tookMs };
  };
  const worker = async (): Promise<void> => {
    for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) await one(line);
  };
  await Promise.all(Array.from({ length: settings.atOnce }, worker));
  return { faults, slowestMs: Math.round(slowest.ms), slowest: slowest.id, byClass: classes };
}
