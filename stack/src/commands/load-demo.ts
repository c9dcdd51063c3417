import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DataFolder } from '../data-folder.ts';
import { openRotatingLog } from '../processes/rotating-log.ts';
import { projectFolder } from '../settings.ts';
import type { Steps } from '../terminal/steps.ts';
import { style } from '../terminal/style.ts';

const LONGEST_REASON = 300;

/** The line of an uncaught error that says what it is; a stack trace's last line never does. */
export function reasonIn(errorOutput: string): string {
  const lines = errorOutput.split('\n').map((line) => line.trim());
  const reason =
    lines.find((line) => /^(\w*(Error|Refusal)\b|✗)/.test(line)) ?? lines.find((line) => line !== '') ?? '';
  return reason.slice(0, LONGEST_REASON);
}

/**
 * Runs the demo loader with the path of `endpoints.json` as its first argument (and as GRIDLINK_ENDPOINTS).
 * A loader that fails leaves a working stack without (all) demo data, so it is said and not thrown.
 */
export async function loadDemo(loader: string, data: DataFolder, steps: Steps): Promise<void> {
  const log = openRotatingLog(join(data.logs, 'demo.log'));
  const child = spawn(process.execPath, [loader, data.endpoints], {
    cwd: projectFolder,
    env: { ...process.env, GRIDLINK_ENDPOINTS: data.endpoints, GRIDLINK_DEMO_ACCOUNTS: data.demoAccounts },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errorOutput = '';
  child.stdout.on('data', (chunk: Buffer) => {
    log.write(chunk);
    const lines = chunk.toString('utf8').split(/[\r\n]+/);
    for (const line of lines.filter((one) => one.trim() !== '')) steps.progress(line);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    log.write(chunk);
    errorOutput = (errorOutput + chunk.toString('utf8')).slice(0, 64 * 1024);
  });
  const [code] = await once(child, 'close');
  log.close();
  if (code === 0) return;
  const again = `node demo/src/load.ts ${data.endpoints}`;
  steps.outcome(`${style.bad('failed')}; the stack runs on without it
      ${reasonIn(errorOutput)}
      log: ${log.path}   again: ${again}`);
}
