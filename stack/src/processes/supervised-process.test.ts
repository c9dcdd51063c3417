import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { choosePorts } from '../ports.ts';
import { askUntil } from './deadline.ts';
import { type Leash, openLeash } from './leash.ts';
import type { ProcessEvent, SupervisedProcess } from './process-spec.ts';
import { answersAs, answersOk } from './readiness.ts';
import { defaultRestartPolicy } from './restart-policy.ts';
import { superviseProcess } from './supervised-process.ts';

const fixture = join(import.meta.dirname, '../../test/fixtures/answering-process.mjs');

let folder: string;
let leash: Leash;
let events: ProcessEvent[];
let running: SupervisedProcess[];

async function shopProcess(habit = 'works'): Promise<SupervisedProcess> {
  const { child: port } = await choosePorts({ names: ['child'] as const });
  const supervised = superviseProcess(
    {
      name: 'shop',
      command: process.execPath,
      arguments: [fixture, String(port), habit],
      environment: {},
      workingFolder: folder,
      logFile: join(folder, 'shop.log'),
      isReady: () => answersOk(`http://127.0.0.1:${port}/ready`),
      isReadyAs: (pid) => answersAs(`http://127.0.0.1:${port}/ready`, pid),
      readyWithinMs: 10_000,
      stopWithinMs: 300,
      restart: { ...defaultRestartPolicy, firstPauseMs: 10 },
    },
    { announce: (event) => events.push(event), leash },
  );
  running.push(supervised);
  return supervised;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridlink-supervised-'));
  leash = openLeash();
  events = [];
  running = [];
});

afterEach(async () => {
  for (const supervised of running) await supervised.stop();
  leash.close();
  await rm(folder, { recursive: true });
});

describe('a supervised process', () => {
  it('is ready only once it answers', async () => {
    const shop = await shopProcess();
    await shop.start();
    expect(events).toEqual([expect.objectContaining({ kind: 'ready', name: 'shop', pid: shop.pid(), again: false })]);
  });

  it('comes back after a kill -9 with another pid', async () => {
    const shop = await shopProcess();
    await shop.start();
    const before = shop.pid();
    await shop.kill();
    await shop.untilReady();
    expect([undefined, before]).not.toContain(shop.pid());
  });

  it('says that it crashed, how, and with which last line', async () => {
    const shop = await shopProcess();
    await shop.start();
    await shop.kill();
    await shop.untilReady();
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'crashed', how: 'SIGKILL', lastLine: expect.stringMatching(/^started \d+$/) }),
    );
  });

  it('stays down after a stop, until it is started again', async () => {
    const shop = await shopProcess();
    await shop.start();
    await shop.stop();
    expect(shop.pid()).toBeUndefined();
    await shop.restart();
    expect(shop.pid()).toBeDefined();
  });

  it('is replaced by a successor that answers before it is stopped', async () => {
    const shop = await shopProcess();
    await shop.start();
    const before = shop.pid() ?? 0;
    await shop.replace();
    const after = shop.pid() ?? 0;
    expect([isAlive(before), isAlive(after), before === after]).toEqual([false, true, false]);
    expect(events.at(-1)).toMatchObject({ kind: 'replaced', pid: after });
  });

  it('comes back after a kill -9 of its successor', async () => {
    const shop = await shopProcess();
    await shop.start();
    await shop.replace();
    const successor = shop.pid();
    await shop.kill();
    await shop.untilReady();
    expect([undefined, successor]).not.toContain(shop.pid());
  });

  it('is replaced by a restart where it does not run', async () => {
    const shop = await shopProcess();
    await shop.replace();
    expect(shop.pid()).toBeDefined();
  });

  it('is killed when it does not listen to a polite request', async () => {
    const shop = await shopProcess('ignores-sigterm');
    await shop.start();
    await shop.stop();
    expect(events.at(-1)).toEqual({ kind: 'stopped', name: 'shop', killed: true });
  });

  it('that cannot start is given up with its last lines', async () => {
    const shop = await shopProcess('ends-at-once');
    await expect(shop.start()).rejects.toThrow(/it ended 3 times, last with exit code 7[\s\S]*cannot open the shop/);
  });

  it('keeps its output in a log', async () => {
    const shop = await shopProcess();
    await shop.start();
    expect(readFileSync(join(folder, 'shop.log'), 'utf8')).toMatch(/^started \d+\n$/);
  });
});

describe('the leash', () => {
  it('ends what it holds when its owner is gone', async () => {
    const shop = await shopProcess();
    await shop.start();
    const pid = shop.pid() ?? 0;
    leash.close();
    const ended = await askUntil(async () => shop.pid() !== pid || !isAlive(pid), { withinMs: 5_000, everyMs: 20 });
    expect(ended).toBe(true);
  });
});
