import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolderAt } from '../data-folder.ts';
import { pause } from '../processes/deadline.ts';
import { holderOf } from '../run-lock.ts';
import { projectFolder, type Settings } from '../settings.ts';

const STANDS = 'What runs where';

/** Starts the supervisor in a session of its own, shows what it writes until everything stands, and returns. */
export async function startDetached(settings: Settings): Promise<number> {
  const data = dataFolderAt(settings.GRIDLINK_DATA);
  mkdirSync(data.logs, { recursive: true });
  const logFile = join(data.logs, 'stack.log');
  const log = openSync(logFile, 'w');
  const supervisor = spawn(process.execPath, [join(projectFolder, 'stack/src/main.ts'), 'start'], {
    cwd: projectFolder,
    detached: true,
    stdio: ['ignore', log, log],
  });
  supervisor.unref();
  let shown = 0;
  let output = '';
  while (supervisor.exitCode === null && supervisor.signalCode === null && !output.includes(STANDS)) {
    await pause(200);
    output = readFileSync(logFile, 'utf8');
    process.stdout.write(output.slice(shown));
    shown = output.length;
  }
  if (holderOf(data)?.pid !== supervisor.pid) return 1;
  console.log(
    `Running in the background (pid ${supervisor.pid}, ${logFile}). To end it: node stack/bootstrap.mjs stop`,
  );
  return 0;
}
