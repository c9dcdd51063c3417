import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../settings.ts';
import { oneTest, type TestTally, tallyOfJestReport } from './tally.ts';

/** What every part of the run finds in its environment: the run's one database and one broker. */
export type TestEnvironment = Readonly<Record<string, string | undefined>>;

async function run(
  command: string,
  programArguments: readonly string[],
  environment: TestEnvironment,
): Promise<boolean> {
  const child = spawn(command, [...programArguments], {
    cwd: projectFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment,
  });
  // Stopping the run stops its part: the run's servers go away next.
  const end = (): void => void child.kill();
  process.once('exit', end);
  const [code] = await once(child, 'exit');
  process.off('exit', end);
  return code === 0;
}

/** Lint, types, boundaries, dead code, composition: one test. */
export async function runCheck(environment: TestEnvironment): Promise<TestTally> {
  return oneTest(await run('pnpm', ['check'], environment));
}

/** All tests, or those the arguments name. */
export async function runJest(environment: TestEnvironment, jestArguments: readonly string[]): Promise<TestTally> {
  const folder = mkdtempSync(join(tmpdir(), 'gridlink-jest-'));
  const report = join(folder, 'report.json');
  const jest = join(projectFolder, 'node_modules/jest/bin/jest.js');
  try {
    const options = ['--config', 'jest.config.ts', '--json', '--outputFile', report, ...jestArguments];
    const passed = await run(process.execPath, [jest, ...options], {
      ...environment,
      NODE_OPTIONS: '--no-warnings',
    });
    if (!existsSync(report)) return oneTest(false);
    const tally = tallyOfJestReport(readFileSync(report, 'utf8'));
    // Jest also fails for reasons that no test carries, such as a broken global setup.
    return passed || tally.failed > 0 ? tally : { ...tally, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The quick look at the embedded database, on a server of its own because it kills it: one test. */
export async function runProbe(environment: TestEnvironment): Promise<TestTally> {
  const { MONGODB_URI: _shared, ...rest } = environment;
  return oneTest(await run(process.execPath, [join(projectFolder, 'stack/src/probe/main.ts'), '--quick'], rest));
}
