import { readFileSync, statSync } from 'node:fs';

/** What lies in a file, as it is now. */
export type FollowedFile<Content> = {
  content(): Content;
  /** Looks for a change without waiting for the next second. */
  lookAgain(): void;
};

/** How old an answer may be. */
const LOOK_EVERY_MS = 1_000;
/** Whoever names unknown keys does not make us look at the disk without end. */
const LOOK_AGAIN_EVERY_MS = 50;

/** Changes with every writing of the file, also with one that replaces it by another file. */
function stampOf(path: string): string {
  const { mtimeMs, size, ino } = statSync(path);
  return `${mtimeMs} ${size} ${ino}`;
}

/**
 * Follows a small file by looking at it when it is asked for: no watcher, so nothing to close, and it works on every file system.
 * A file that cannot be read any more is said once on the process's warnings; what was there before stays. @throws what `read` throws, at the start
 */
export function followFile<Content>(path: string, read: (text: string) => Content): FollowedFile<Content> {
  let stamp = stampOf(path);
  let content = read(readFileSync(path, 'utf8'));
  let lookedAt = Date.now();

  const look = (): void => {
    lookedAt = Date.now();
    let seen = '';
    try {
      seen = stampOf(path);
      if (seen === stamp) return;
      content = read(readFileSync(path, 'utf8'));
    } catch (error) {
      if (seen !== stamp) process.emitWarning(`${path} cannot be used, what it held before stays: ${error}`);
    }
    stamp = seen;
  };
  const lookAfter = (milliseconds: number): void => {
    if (Date.now() - lookedAt >= milliseconds) look();
  };
  return {
    content() {
      lookAfter(LOOK_EVERY_MS);
      return content;
    },
    lookAgain: () => lookAfter(LOOK_AGAIN_EVERY_MS),
  };
}
