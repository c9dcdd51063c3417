import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolderAt } from '../data-folder.ts';
import { AlreadyRunningError } from '../run-lock.ts';
import type { Stack } from '../running-stack.ts';
import { projectFolder, readSettings, type Settings } from '../settings.ts';
import type { StartObserver } from '../stack-options.ts';
import { startStack } from '../start-stack.ts';
import { eventLine } from '../terminal/say-event.ts';
import { openSteps, type Steps } from '../terminal/steps.ts';
import { duration, style } from '../terminal/style.ts';
import { summary } from '../terminal/summary.ts';
import { loadDemo } from './load-demo.ts';
import { ROLL_SIGNAL, rollAll } from './roll.ts';
import { startDetached } from './start-detached.ts';

const PHASES = { mongodb: 'Database', nats: 'Event broker', members: 'Services and gateway' } as const;

/** Begins a step with each phase; crashes and restarts are said at once, at any time. */
function observerFor(steps: Steps): StartObserver {
  return {
    phase: (phase) => steps.begin(PHASES[phase]),
    progress: steps.progress,
    announce: (event) => {
      if (event.kind === 'ready' && !event.again) steps.progress(`${event.name} answers (${duration(event.afterMs)})`);
      else console.log(eventLine(event));
    },
  };
}

const ENDED_BY_SIGNAL = 130;

/** Resolves with the first signal, or when the bootstrap that holds our IPC channel is gone. */
function untilAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    if (process.connected) process.on('disconnect', () => resolve('the starting process ended'));
  });
}

function startObserved(settings: Settings, steps: Steps): Promise<Stack> {
  return startStack({
    dataFolder: settings.GRIDLINK_DATA,
    settings,
    // A familiar first choice; another free one is taken when it is in use.
    preferredPorts: { gateway: 4000 },
    observer: observerFor(steps),
  });
}

async function loadDemoStep(settings: Settings, steps: Steps): Promise<void> {
  steps.begin('Demo data');
  const loader = join(projectFolder, 'demo/src/load.ts');
  if (settings.GRIDLINK_DEMO === 'off' || !existsSync(loader)) steps.outcome('skipped');
  else await loadDemo(loader, dataFolderAt(settings.GRIDLINK_DATA), steps);
  steps.end();
}

async function stopFor(reason: string, stack: Stack): Promise<number> {
  console.log(`\n${style.bold('Stopping')} (${reason})`);
  await stack.stop();
  console.log('Everything is stopped; the data is kept.');
  return 0;
}

/** One round at a time, however often it is asked. */
function rollWhenAsked(stack: Stack): void {
  let isRolling = false;
  process.on(ROLL_SIGNAL, async () => {
    if (isRolling) return;
    isRolling = true;
    await rollAll(stack).catch((error: unknown) =>
      console.error(error instanceof Error ? error.message : String(error)),
    );
    isRolling = false;
  });
}

async function runUntilStopped(settings: Settings, steps: Steps): Promise<number> {
  const asked = untilAskedToStop();
  // While it comes up there is nothing to stop in order: the leash ends whatever was started.
  const stack = await Promise.race([startObserved(settings, steps), asked]);
  if (typeof stack === 'string') return ENDED_BY_SIGNAL;
  const early = await Promise.race([loadDemoStep(settings, steps), asked]);
  if (early !== undefined) return stopFor(early, stack);
  console.log(summary(stack.endpoints));
  rollWhenAsked(stack);
  return stopFor(await asked, stack);
}

/** `npm start`. @returns the exit code. */
export async function start(commandArguments: readonly string[]): Promise<number> {
  const settings = readSettings();
  if (commandArguments.includes('--detach')) return startDetached(settings);
  try {
    return await runUntilStopped(settings, openSteps(settings.GRIDLINK_STEPS));
  } catch (error) {
    if (!(error instanceof AlreadyRunningError)) throw error;
    const { endpoints } = dataFolderAt(settings.GRIDLINK_DATA);
    console.log(`${error.message}.\n  → its addresses: ${endpoints}\n  → to end it: node stack/bootstrap.mjs stop`);
    return 1;
  }
}
