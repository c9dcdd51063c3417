import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { askUntil } from './deadline.ts';
import type { Leash } from './leash.ts';
import { type Announce, type ProcessSpec, ProcessStartError, type SupervisedProcess } from './process-spec.ts';
import { crashesAfter, defaultRestartPolicy, pauseBeforeRestart } from './restart-policy.ts';
import { openRotatingLog, type RotatingLog } from './rotating-log.ts';

const ASK_EVERY_MS = 50;

/** What all processes of one stack share. */
export type Surroundings = { readonly announce: Announce; readonly leash: Leash };

/** Keeps one process running. Nothing is started before `start()`. */
export function superviseProcess(spec: ProcessSpec, surroundings: Surroundings): SupervisedProcess {
  return new KeptProcess(spec, surroundings);
}

function isRunning(child: ChildProcess | undefined): child is ChildProcess {
  return child !== undefined && child.exitCode === null && child.signalCode === null && child.pid !== undefined;
}

function launch(spec: ProcessSpec, log: RotatingLog): ChildProcess {
  const child = spawn(spec.command, [...spec.arguments], {
    cwd: spec.workingFolder,
    env: spec.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A session of its own: Ctrl-C reaches only the supervisor, which then stops everything in its order.
    detached: true,
  });
  for (const output of [child.stdout, child.stderr]) output?.on('data', (chunk: Buffer) => log.write(chunk));
  return child;
}

/** SIGTERM, a bounded wait, SIGKILL. @returns whether it had to be killed. */
async function end(child: ChildProcess, withinMs: number): Promise<boolean> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  await ended;
  clearTimeout(killer);
  return child.signalCode === 'SIGKILL';
}

class KeptProcess implements SupervisedProcess {
  readonly #spec: ProcessSpec;
  readonly #surroundings: Surroundings;
  #wanted: 'up' | 'down' = 'down';
  #child: ChildProcess | undefined;
  #log: RotatingLog | undefined;
  #startedAt = 0;
  #crashesInARow = 0;
  #everReady = false;
  /** Why starting was given up; said by whoever waits. */
  #failure: string | undefined;
  #restartTimer: NodeJS.Timeout | undefined;
  #waiting: Promise<void> | undefined;

  constructor(spec: ProcessSpec, surroundings: Surroundings) {
    this.#spec = spec;
    this.#surroundings = surroundings;
  }

  get name(): string {
    return this.#spec.name;
  }

  pid(): number | undefined {
    return isRunning(this.#child) ? this.#child.pid : undefined;
  }

  async start(): Promise<void> {
    if (this.#wanted === 'down') {
      this.#wanted = 'up';
      this.#crashesInARow = 0;
      this.#everReady = false;
      this.#failure = undefined;
      this.#run();
    }
    await this.#sayWhenReady();
    if (this.#everReady) return;
    const failure = this.#startFailure();
    await this.stop();
    throw failure;
  }

  async stop(): Promise<void> {
    this.#wanted = 'down';
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    this.#child = undefined;
    if (isRunning(child)) {
      const killed = await end(child, this.#spec.stopWithinMs);
      this.#surroundings.announce({ kind: 'stopped', name: this.name, killed });
    }
    await this.#waiting;
    this.#log?.close();
    this.#log = undefined;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!isRunning(child)) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async replace(): Promise<void> {
    const old = this.#child;
    const { isReadyAs, readyWithinMs, stopWithinMs } = this.#spec;
    if (!isRunning(old) || isReadyAs === undefined) return this.restart();
    const began = Date.now();
    const next = this.#launch();
    const isReady = await askUntil(async () => isReadyAs(next.pid ?? 0), {
      withinMs: readyWithinMs,
      everyMs: ASK_EVERY_MS,
      isOver: () => !isRunning(next) || this.#child !== old,
    });
    if (!isReady || this.#child !== old) {
      next.kill('SIGKILL');
      throw new ProcessStartError(
        this.#spec,
        'its successor did not answer; the old one goes on',
        this.#log?.tail() ?? [],
      );
    }
    this.#child = next;
    this.#startedAt = began;
    this.#surroundings.announce({
      kind: 'replaced',
      name: this.name,
      pid: next.pid ?? 0,
      afterMs: Date.now() - began,
    });
    await end(old, stopWithinMs);
  }

  async untilReady(): Promise<void> {
    if (!(await this.#answers())) throw this.#startFailure();
  }

  #run(): void {
    this.#startedAt = Date.now();
    this.#child = this.#launch();
  }

  #launch(): ChildProcess {
    const log = this.#log ?? openRotatingLog(this.#spec.logFile);
    this.#log = log;
    const child = launch(this.#spec, log);
    if (child.pid !== undefined) this.#surroundings.leash.hold(child.pid);
    child.once('error', (error) => this.#afterEnd(child, error.message));
    child.once('exit', (code, signal) => this.#afterEnd(child, signal === null ? `exit code ${code}` : signal));
    return child;
  }

  #afterEnd(child: ChildProcess, how: string): void {
    if (child.pid !== undefined) this.#surroundings.leash.release(child.pid);
    if (this.#wanted === 'down' || this.#child !== child) return;
    this.#child = undefined;
    const policy = this.#spec.restart ?? defaultRestartPolicy;
    this.#crashesInARow = crashesAfter(policy, this.#crashesInARow, Date.now() - this.#startedAt);
    if (!this.#everReady && this.#crashesInARow >= policy.attemptsToStart) {
      this.#failure = `it ended ${this.#crashesInARow} times, last with ${how}`;
      return;
    }
    const pauseMs = pauseBeforeRestart(policy, this.#crashesInARow);
    const lastLine = this.#log?.tail().at(-1);
    this.#surroundings.announce({
      kind: 'crashed',
      name: this.name,
      how,
      pauseMs,
      ...(lastLine === undefined ? {} : { lastLine }),
    });
    this.#restartTimer = setTimeout(() => this.#run(), pauseMs);
    void this.#sayWhenReady();
  }

  #answers(): Promise<boolean> {
    const { isReady, readyWithinMs } = this.#spec;
    // Alive before and after: the answer must not come from a stranger on the port of a process that just died.
    return askUntil(async () => isRunning(this.#child) && (await isReady()) && isRunning(this.#child), {
      withinMs: readyWithinMs,
      everyMs: ASK_EVERY_MS,
      isOver: () => this.#wanted === 'down' || this.#failure !== undefined,
    });
  }

  /** One wait at a time: a process that crashes thrice while coming up is announced ready once. */
  #sayWhenReady(): Promise<void> {
    this.#waiting ??= this.#waitAndSay().finally(() => {
      this.#waiting = undefined;
    });
    return this.#waiting;
  }

  async #waitAndSay(): Promise<void> {
    const began = Date.now();
    const again = this.#everReady;
    const { announce } = this.#surroundings;
    if (await this.#answers()) {
      this.#everReady = true;
      announce({ kind: 'ready', name: this.name, pid: this.pid() ?? 0, afterMs: Date.now() - began, again });
    } else if (this.#wanted === 'up' && again) {
      announce({ kind: 'silent', name: this.name, withinMs: this.#spec.readyWithinMs });
    }
  }

  #startFailure(): ProcessStartError {
    const reason = this.#failure ?? `it did not answer within ${this.#spec.readyWithinMs / 1000} s`;
    return new ProcessStartError(this.#spec, reason, this.#log?.tail() ?? []);
  }
}
