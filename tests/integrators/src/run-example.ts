import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

/** An example as somebody runs it: the program, its arguments, the folder below `examples/`. */
export type Example = { readonly program: string; readonly arguments: readonly string[]; readonly folder: string };

export type RunningExample = {
  /** Lines of standard output so far. */
  readonly lines: readonly string[];
  /** All lines, once it has ended. @throws with what it said, when it failed */
  readonly ended: Promise<readonly string[]>;
  stop(): void;
};

/** Starts an example with these settings on top of the machine's own. */
export function startExample(
  { program, arguments: given, folder }: Example,
  settings: Record<string, string>,
): RunningExample {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8', ...settings };
  const child = spawn(program, given, { cwd: join(EXAMPLES, folder), env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let said = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    lines.splice(0, lines.length, ...said.split('\n').slice(0, -1));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = (async () => {
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${program} ${given.join(' ')} ended with ${code}\n${said}${errors}`);
    return lines;
  })();
  return { lines, ended, stop: () => void child.kill() };
}

/** Whether the program can be run on this machine. */
export async function isInstalled(program: string, version: string): Promise<boolean> {
  const child = spawn(program, [version], { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
