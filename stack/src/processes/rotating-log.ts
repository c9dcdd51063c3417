import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

/** A log file that never grows over a size; the file before is kept as `<path>.1`, and so on. */
export type RotatingLog = {
  readonly path: string;
  write(chunk: Uint8Array | string): void;
  /** The newest lines, oldest first. */
  tail(): readonly string[];
  close(): void;
};

/** Limits of one log. Sizes in bytes. */
export type LogLimits = { readonly maximumBytes: number; readonly kept: number };

const DEFAULT_LIMITS: LogLimits = { maximumBytes: 16 * 1024 * 1024, kept: 3 };
const TAIL_LINES = 12;

function shiftOlderFiles(path: string, kept: number): void {
  for (let age = kept - 1; age >= 0; age -= 1) {
    try {
      renameSync(age === 0 ? path : `${path}.${age}`, `${path}.${age + 1}`);
    } catch {
      // That age has no file yet.
    }
  }
}

/** Opens (and continues) the log at the path. */
export function openRotatingLog(path: string, limits: LogLimits = DEFAULT_LIMITS): RotatingLog {
  let file = openSync(path, 'a');
  let size = statSync(path).size;
  let recent = '';
  let open = true;

  function rotate(): void {
    closeSync(file);
    shiftOlderFiles(path, limits.kept);
    file = openSync(path, 'a');
    size = 0;
  }

  return {
    path,
    write(chunk) {
      // Output of a child that is just being killed may arrive after the close.
      if (!open) return;
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      if (size > 0 && size + bytes.length > limits.maximumBytes) rotate();
      writeSync(file, bytes);
      size += bytes.length;
      recent = (recent + Buffer.from(bytes).toString('utf8')).slice(-8192);
    },
    tail() {
      return recent
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(-TAIL_LINES);
    },
    close() {
      if (open) closeSync(file);
      open = false;
    },
  };
}
