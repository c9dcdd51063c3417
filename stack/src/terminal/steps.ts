import { duration, style } from './style.ts';

/** Numbered steps, each with its outcome and how long it took. */
export type Steps = {
  /** Begins the next step; the one before is thereby done. */
  begin(title: string): void;
  /** What the running step will show as its outcome. */
  outcome(text: string): void;
  /** A line of a long step: redrawn on a terminal, at most one every few seconds elsewhere. */
  progress(line: string): void;
  /** Ends the running step. */
  end(): void;
};

const QUIET_MS = 5_000;

/** Counts on from where the bootstrap stopped; `position` is `done/total`. */
export function openSteps(
  position: string,
  write: (text: string) => void = (text) => void process.stdout.write(text),
): Steps {
  const [done = 0, total = 0] = position.split('/').map(Number);
  let number = done;
  let current: { readonly title: string; readonly startedAt: number; outcome: string } | undefined;
  let lastProgressAt = 0;

  function end(): void {
    if (current === undefined) return;
    const took = duration(Date.now() - current.startedAt);
    write(
      `${process.stdout.isTTY ? '\r\u001b[K' : ''}[${number}/${total}] ${current.title} … ${current.outcome} ${style.faint(`(${took})`)}\n`,
    );
    current = undefined;
  }

  return {
    begin(title) {
      end();
      number += 1;
      current = { title, startedAt: Date.now(), outcome: style.good('✓') };
      lastProgressAt = 0;
      if (process.stdout.isTTY) write(`[${number}/${total}] ${title} …`);
    },
    outcome(text) {
      if (current !== undefined) current.outcome = text;
    },
    progress(line) {
      if (process.stdout.isTTY) {
        write(`\r\u001b[K[${number}/${total}] ${current?.title ?? ''} … ${line}`);
      } else if (Date.now() - lastProgressAt >= QUIET_MS) {
        lastProgressAt = Date.now();
        write(`      ${line}\n`);
      }
    },
    end,
  };
}
