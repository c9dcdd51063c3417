import type { RestartPolicy } from './restart-policy.ts';

/** How one child process is run and how one sees that it answers. */
export type ProcessSpec = {
  /** Shown to the operator and used for the log's name. */
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly logFile: string;
  /** True once the process really does its work; asked repeatedly, never throws. */
  readonly isReady: () => Promise<boolean>;
  /** True once the process of this pid does, where two may listen on one port; without it a process cannot be replaced without a gap. */
  readonly isReadyAs?: (pid: number) => Promise<boolean>;
  readonly readyWithinMs: number;
  /** How long SIGTERM is given before SIGKILL. */
  readonly stopWithinMs: number;
  readonly restart?: RestartPolicy;
};

/** What the supervisor has to say about a process. */
export type ProcessEvent =
  | {
      readonly kind: 'ready';
      readonly name: string;
      readonly pid: number;
      readonly afterMs: number;
      readonly again: boolean;
    }
  | {
      readonly kind: 'crashed';
      readonly name: string;
      readonly how: string;
      readonly pauseMs: number;
      readonly lastLine?: string;
    }
  | { readonly kind: 'replaced'; readonly name: string; readonly pid: number; readonly afterMs: number }
  | { readonly kind: 'silent'; readonly name: string; readonly withinMs: number }
  | { readonly kind: 'stopped'; readonly name: string; readonly killed: boolean };

/** Receives every event; must not throw. */
export type Announce = (event: ProcessEvent) => void;

const SHOWN_LINES = 5;
const LONGEST_LINE = 300;

/** A process that did not come up, with its last output; a line of JSON with a stack trace is cut. */
export class ProcessStartError extends Error {
  constructor(spec: ProcessSpec, reason: string, tail: readonly string[]) {
    const shown = tail.slice(-SHOWN_LINES).map((line) => `\n    ${line.slice(0, LONGEST_LINE)}`);
    super(`${spec.name} did not start: ${reason}. Log: ${spec.logFile}${shown.join('')}`);
  }
}

/** One child process that is kept running until it is told to stop. */
export type SupervisedProcess = {
  readonly name: string;
  /** Starts it and waits until it answers. @throws ProcessStartError */
  start(): Promise<void>;
  /** SIGTERM, a bounded wait, SIGKILL. It stays down. */
  stop(): Promise<void>;
  /** kill -9, as a crash would be: it is started again by itself. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Stops it when it runs, starts it, waits until it answers. */
  restart(): Promise<void>;
  /**
   * Starts a successor beside it and stops it once the successor answers. Where that cannot be done, a restart.
   * @throws ProcessStartError when the successor does not come up; the old one goes on then.
   */
  replace(): Promise<void>;
  /** Waits until it answers again after a crash. @throws ProcessStartError */
  untilReady(): Promise<void>;
  pid(): number | undefined;
};
