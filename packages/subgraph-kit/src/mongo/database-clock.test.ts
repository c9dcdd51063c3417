import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { connectMongo } from './connect.ts';
import { type DatabaseClock, startDatabaseClock } from './database-clock.ts';

const TEN_MINUTES = 600_000;

describe('[R5] the clock of a service', () => {
  let connection: Connection;
  let clock: DatabaseClock | undefined;
  beforeAll(async () => {
    connection = await connectMongo(process.env.MONGODB_URI ?? '', `clock_${process.pid}`);
  });
  afterEach(() => clock?.stop());
  afterAll(() => connection.close());

  const start = async (ownClock: () => number) => {
    const problems: string[] = [];
    const registry = new Registry();
    clock = await startDatabaseClock({
      connection,
      registry,
      ownClock,
      onProblem: (message) => problems.push(message),
    });
    return { clock, problems, registry };
  };
  /** Milliseconds between what the clock says and this machine’s time, which is the database’s here. */
  const error = (it: DatabaseClock): number => Math.abs(it.now().getTime() - Date.now());

  it('is the process’s own while that is right', async () => {
    const { clock: right, problems } = await start(Date.now);
    expect(error(right)).toBeLessThan(1_000);
    expect(problems).toEqual([]);
  });

  it.each([
    ['ahead', TEN_MINUTES],
    ['behind', -TEN_MINUTES],
  ])('is the database’s where its own is %s, and says so once', async (_, skew) => {
    const { clock: skewed, problems, registry } = await start(() => Date.now() + skew);
    await skewed.check();
    expect(error(skewed)).toBeLessThan(1_000);
    expect(problems.length).toBe(1);
    expect(await registry.metrics()).toMatch(
      new RegExp(`gridlink_clock_offset_seconds ${skew > 0 ? '' : '-'}(600|599)`),
    );
  });

  it('does not jump when its own is set between two looks', async () => {
    let skew = 0;
    const { clock: set } = await start(() => Date.now() + skew);
    skew = -TEN_MINUTES;
    expect(error(set)).toBeLessThan(1_000);
  });
});
