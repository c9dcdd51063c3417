import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OwnStack } from '@gridlink/bench';
import { namingNoServers } from '@gridlink/stack';

const BOOTSTRAP = fileURLToPath(new URL('../../../stack/bootstrap.mjs', import.meta.url));

/** What a total loss takes: database, broker, keys and logs. Ports are settings; they are kept so that clients find the way back. */
const LOST = ['mongo', 'nats', 'keys', 'logs', 'demo-accounts.json', 'endpoints.json'] as const;

/** Runs one of the operator's commands as they are typed, on the data folder of a drill. @throws Error with what it said. */
function command(folder: string, ...words: string[]): Promise<void> {
  const env = { ...namingNoServers(), GRIDLINK_DATA: folder };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [BOOTSTRAP, ...words], { env }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${words[0]} failed: ${stderr || stdout}`));
      else resolve();
    });
  });
}

/** `npm run backup -- <folder>`. @returns milliseconds */
export async function backUp({ folder }: OwnStack, to: string): Promise<number> {
  const startedAt = performance.now();
  await command(folder, 'backup', to);
  return performance.now() - startedAt;
}

/** Ends everything and removes what it had stored. */
export async function loseEverything({ stack, folder }: OwnStack): Promise<void> {
  await stack.stop();
  for (const name of LOST) rmSync(join(folder, name), { recursive: true, force: true });
  if (existsSync(join(folder, 'mongo'))) throw new Error('the database is still there');
}

/** `npm run restore -- <folder>`. @returns milliseconds */
export async function bringBack({ folder }: OwnStack, from: string): Promise<number> {
  const startedAt = performance.now();
  await command(folder, 'restore', from);
  return performance.now() - startedAt;
}
