import { readSettings } from '../settings.ts';
import { openSteps } from '../terminal/steps.ts';
import { duration, style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { runCheck, runJest, runProbe } from '../test-run/runs.ts';
import { type TestTally, total } from '../test-run/tally.ts';
import { withTestServers } from '../test-run/test-servers.ts';

type Part = TestTally & { readonly name: string; readonly tookMs: number };

async function timed(name: string, run: () => Promise<TestTally>): Promise<Part> {
  console.log(`\n${style.bold(`── ${name}`)}`);
  const began = Date.now();
  return { name, ...(await run()), tookMs: Date.now() - began };
}

function report(parts: readonly Part[]): number {
  const rows = parts.map((part) => [
    part.name,
    `${part.passed} passed`,
    `${part.failed} failed`,
    duration(part.tookMs),
  ]);
  console.log(`\n${style.bold('── summary')}\n${table(rows)}`);
  const all = total(parts);
  const testsRan = parts.some((part) => part.name === 'tests' && part.passed + part.failed > 0);
  if (!testsRan) console.log('No test ran.');
  console.log(`${all.passed} passed, ${all.failed} failed`);
  return all.failed === 0 && testsRan ? 0 : 1;
}

/** `npm test [-- what jest shall run]`. Given arguments, only jest runs. @returns the exit code. */
export async function test(jestArguments: readonly string[]): Promise<number> {
  const settings = readSettings();
  const steps = openSteps(settings.GRIDLINK_STEPS);
  return withTestServers(settings, steps, async (environment) => {
    const parts: Part[] = [];
    if (jestArguments.length === 0) parts.push(await timed('checks', () => runCheck(environment)));
    parts.push(await timed('tests', () => runJest(environment, jestArguments)));
    if (jestArguments.length === 0) parts.push(await timed('database probe', () => runProbe(environment)));
    return report(parts);
  });
}
