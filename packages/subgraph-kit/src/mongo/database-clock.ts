import type { Connection } from 'mongoose';
import { Gauge, type Registry } from 'prom-client';

/** What time it is, by the one clock that all replicas of a service share: their database's. */
export type DatabaseClock = {
  now(): Date;
  /** Asks the database again. */
  check(): Promise<void>;
  stop(): void;
};

export type DatabaseClockOptions = {
  readonly connection: Connection;
  readonly registry: Registry;
  readonly onProblem: (message: string, error: unknown) => void;
  /** The process's own clock, milliseconds since 1970. */
  readonly ownClock?: () => number;
  readonly checkEveryMs?: number;
};

/** Within this the process's own clock is good enough, and finer than a network's answer. */
const TOLERATED_MS = 1_000;
const CHECK_EVERY_MS = 10_000;

/**
 * A statutory limit must not depend on which machine looks at the clock: a replica whose own clock is off by more than a second goes by
 * the database's. Between two looks time is carried by the monotonic clock, so that a clock set forward or back in between counts nothing.
 * While the database is away the last offset stands.
 */
export async function startDatabaseClock(options: DatabaseClockOptions): Promise<DatabaseClock> {
  const { connection, onProblem } = options;
  const ownClock = options.ownClock ?? Date.now;
  /** The database's time at an instant of the monotonic clock. */
  let known = { at: ownClock(), since: performance.now() };
  let wasOff = false;

  const carried = (): number => known.at + (performance.now() - known.since);
  const offset = (): number => ownClock() - carried();
  const isOff = (): boolean => Math.abs(offset()) > TOLERATED_MS;

  const check = async (): Promise<void> => {
    const asked = performance.now();
    const { localTime } = await connection.getClient().db('admin').command({ hello: 1 });
    if (!(localTime instanceof Date)) return;
    const answered = performance.now();
    known = { at: localTime.getTime() + (answered - asked) / 2, since: answered };
    if (isOff() && !wasOff)
      onProblem('this machine’s clock differs from the database’s, which is used', `${Math.round(offset())} ms`);
    wasOff = isOff();
  };

  new Gauge({
    name: 'gridlink_clock_offset_seconds',
    help: 'How far this process’s own clock is ahead of the database’s',
    registers: [options.registry],
    collect() {
      this.set(offset() / 1_000);
    },
  });

  await check();
  const timer = setInterval(
    () => void check().catch((error: unknown) => onProblem('the database’s clock was not read', error)),
    options.checkEveryMs ?? CHECK_EVERY_MS,
  );
  timer.unref();

  return {
    now: () => new Date(isOff() ? carried() : ownClock()),
    check,
    stop: () => clearInterval(timer),
  };
}
