import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { DataFolder } from '../data-folder.ts';
import { projectFolder } from '../settings.ts';
import type { Steps } from '../terminal/steps.ts';
import { style } from '../terminal/style.ts';

/**
 * Runs the demo loader with the path of `endpoints.json` as its first argument (and as GRIDLINK_ENDPOINTS).
 * A loader that fails leaves a working stack without (all) demo data, so it is said and not thrown.
 */
export async function loadDemo(loader: string, data: DataFolder, steps: Steps): Promise<void> {
  const child = spawn(process.execPath, [loader, data.endpoints], {
    cwd: projectFolder,
    env: { ...process.env, GRIDLINK_ENDPOINTS: data.endpoints, GRIDLINK_DEMO_ACCOUNTS: data.demoAccounts },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = chunk
      .toString('utf8')
      .split(/[\r\n]+/)
      .filter((line) => line.trim() !== '');
    for (const line of lines) steps.progress(line);
  });
  const [code] = await once(child, 'exit');
  if (code !== 0)
    steps.outcome(
      style.bad(
        `failed with exit code ${code}; the stack runs on without it (again: node demo/src/load.ts ${data.endpoints})`,
      ),
    );
}
