import { createHash } from 'node:crypto';

export type KeptContent = {
  /** Looks at once, for whoever knows that something has changed. */
  look(): Promise<void>;
  stop(): Promise<void>;
};

export type KeptContentOptions = {
  /** The content as it stands now: a file, or a folder's files one after the other. */
  readonly read: () => Promise<string>;
  /** What is in use already, so that only something else is told. */
  readonly current: string;
  readonly everyMs: number;
  /** Told once for each content, one after the other; a content that it cannot use is its own affair. */
  readonly onContent: (content: string) => Promise<void>;
  readonly onProblem: (message: string, error: unknown) => void;
};

/** A file written in place is half there for a moment: two looks this far apart must agree. */
const SETTLED_AFTER_MS = 100;

const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER_MS));

/**
 * Tells when a content has become another. It is read again and again rather than watched: a file that is renamed into its place, a
 * symbolic link that turns (as mounted configuration does) and a network folder look the same this way.
 */
export function keepContent({ read, current, everyMs, onContent, onProblem }: KeptContentOptions): KeptContent {
  let known = hashOf(current);
  let missing = false;
  let working: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    try {
      const content = await read();
      missing = false;
      if (hashOf(content) === known) return;
      await pause();
      if ((await read()) !== content) return;
      known = hashOf(content);
      await onContent(content);
    } catch (error) {
      // Said once, not at every look.
      if (!missing) onProblem('configuration cannot be read; what is in use stays', error);
      missing = true;
    }
  };
  const inTurn = (): Promise<void> => {
    working = working.then(look);
    return working;
  };
  const timer = setInterval(() => void inTurn(), everyMs);
  return {
    look: inTurn,
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
