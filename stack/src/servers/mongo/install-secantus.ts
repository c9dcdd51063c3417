import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installOnce } from '../build-once.ts';
import { type Progress, programOnPath } from '../external-program.ts';
import { MissingServerError } from '../missing-server-error.ts';

/** Raised only when `pnpm probe:mongo` passes with the new one (docs/adr/0002). */
export const SECANTUS_VERSION = '0.5.3-beta.196';

const PROGRAM = join('bin', 'secantusd-rs');

function folderIn(cacheFolder: string): string {
  return join(cacheFolder, `secantusd-rs-${SECANTUS_VERSION}`);
}

/** The server in the cache, when it was built before. */
export function installedSecantus(cacheFolder: string): string | undefined {
  const program = join(folderIn(cacheFolder), PROGRAM);
  return existsSync(program) ? program : undefined;
}

function checkBuildTools(): void {
  const compiler = ['cc', 'gcc', 'clang'].some((name) => programOnPath(name) !== undefined);
  const missing = [...(compiler ? [] : ['a C compiler']), ...(programOnPath('cmake') === undefined ? ['cmake'] : [])];
  if (missing.length > 0) {
    throw new MissingServerError(`Cargo is here, but the embedded database also needs ${missing.join(' and ')}`, [
      'Debian/Ubuntu: apt install build-essential cmake',
      'macOS: xcode-select --install && brew install cmake',
      'or set MONGODB_URI to a replica set you have',
    ]);
  }
}

/** Cargo draws `Building [==>  ] 12/345: crate, crate`; only the two counts are worth a line. */
function followCargo(output: string, progress: Progress, startedAt: number): void {
  const counts = [...output.matchAll(/(\d+)\/(\d+)/g)].at(-1);
  if (counts === undefined) return;
  progress(`${counts[1]} of ${counts[2]} crates compiled, ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

function cargoInstall(draftFolder: string, progress: Progress): Promise<void> {
  const startedAt = Date.now();
  const cargo = spawn(
    'cargo',
    [
      'install',
      'secantus-mdb',
      '--version',
      SECANTUS_VERSION,
      '--locked',
      '--ignore-rust-version',
      '--root',
      draftFolder,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        CARGO_TERM_PROGRESS_WHEN: 'always',
        CARGO_TERM_PROGRESS_WIDTH: '80',
        CARGO_TERM_COLOR: 'never',
      },
    },
  );
  // A build must not go on without the one who holds its lock.
  const end = (): void => void cargo.kill();
  process.once('exit', end);
  let tail = '';
  cargo.stderr.on('data', (chunk: Buffer) => {
    const output = chunk.toString('utf8');
    tail = (tail + output).slice(-4_000);
    followCargo(output, progress, startedAt);
  });
  return new Promise((resolve, reject) => {
    cargo.once('error', reject);
    cargo.once('exit', (code) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `cargo install ended with ${code}:\n${tail
              .split(/[\r\n]+/)
              .slice(-12)
              .join('\n')}`,
          ),
        );
    });
  });
}

/** Builds the server into the cache (minutes, once). @throws when tools are missing or the build fails. */
export async function installSecantus(cacheFolder: string, progress: Progress): Promise<string> {
  checkBuildTools();
  progress(`building the embedded database (secantus-mdb ${SECANTUS_VERSION}) once, this takes some minutes`);
  return installOnce(
    {
      title: 'the embedded database',
      folder: folderIn(cacheFolder),
      program: PROGRAM,
      install: (draft) => cargoInstall(draft, progress),
    },
    progress,
  );
}
