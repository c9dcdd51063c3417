#!/usr/bin/env node
// The door for any Node from 18 on: brings pnpm, the packages and the project's own Node, then hands over to src/main.ts.
// Plain JavaScript without a dependency, because nothing is installed yet when it runs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM_VERSION = '12.21.0';
const RUNTIME_MAJOR = 24;
/** How many steps each command shows in all; the first three are taken here. */
const STEPS = { start: 7, test: 5, reset: 3, stop: 3, roll: 3, secrets: 3, backup: 4, restore: 4 };

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cacheFolder =
  process.env.GRIDLINK_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gridlink');
const [command = 'start', ...commandArguments] = process.argv.slice(2);
const total = STEPS[command] ?? 3;

function fail(problem, ...remedies) {
  console.error(`\n✗ ${problem}`);
  for (const remedy of remedies) console.error(`  → ${remedy}`);
  process.exit(1);
}

function step(number, title, work) {
  const startedAt = Date.now();
  process.stdout.write(`[${number}/${total}] ${title} … `);
  const outcome = work(() => process.stdout.write('\n'));
  console.log(`${outcome} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}

function run(program, programArguments, options = {}) {
  return spawnSync(program, programArguments, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    ...options,
  });
}

function checkTools() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 18)
    fail(
      `Node ${process.versions.node} is too old; 18 or newer is needed.`,
      'https://nodejs.org, or: apt install nodejs npm',
    );
  const npm = run('npm', ['--version']);
  if (npm.status !== 0)
    fail(
      'npm was not found beside Node.',
      'apt install npm   (or install Node from https://nodejs.org, npm comes with it)',
    );
  return `Node ${process.versions.node}, npm ${npm.stdout.trim()}`;
}

const pnpmFolder = join(cacheFolder, `pnpm-${PNPM_VERSION}`);
const pnpmBin = join(pnpmFolder, 'node_modules', '.bin');
const pnpm = join(pnpmBin, process.platform === 'win32' ? 'pnpm.cmd' : 'pnpm');

function bringPnpm(breakLine) {
  if (existsSync(pnpm)) return;
  breakLine();
  console.log(`      pnpm ${PNPM_VERSION} → ${pnpmFolder}`);
  mkdirSync(pnpmFolder, { recursive: true });
  const install = run(
    'npm',
    ['install', '--prefix', pnpmFolder, '--no-fund', '--no-audit', '--loglevel', 'error', `pnpm@${PNPM_VERSION}`],
    { stdio: 'inherit' },
  );
  if (install.status !== 0 || !existsSync(pnpm)) {
    fail(
      `pnpm ${PNPM_VERSION} could not be installed into ${pnpmFolder}.`,
      'check the network and `npm config get registry`, then run the same command again',
    );
  }
}

/** Everything that decides what an install brings; the same hash means there is nothing to install. */
function installationFingerprint() {
  const hash = createHash('sha256').update(`pnpm ${PNPM_VERSION} ${process.platform} ${process.arch}`);
  const manifests = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'];
  for (const parent of ['services', 'packages', 'tests', '.']) {
    if (!existsSync(join(root, parent))) continue;
    for (const entry of readdirSync(join(root, parent), { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== 'node_modules')
        manifests.push(join(parent, entry.name, 'package.json'));
    }
  }
  for (const manifest of manifests.sort()) {
    if (existsSync(join(root, manifest))) hash.update(manifest).update(readFileSync(join(root, manifest)));
  }
  return hash.digest('hex');
}

function installPackages(breakLine) {
  const stamp = join(root, 'node_modules', '.gridlink-stamp');
  const fingerprint = installationFingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return 'unchanged';
  bringPnpm(breakLine);
  breakLine();
  const install = run(pnpm, ['install', '--frozen-lockfile'], { stdio: 'inherit', env: { ...process.env, CI: '1' } });
  if (install.status !== 0) {
    fail(
      'The packages could not be installed.',
      'the lines above say why; a stale lockfile is brought up to date by: pnpm install --no-frozen-lockfile',
    );
  }
  writeFileSync(stamp, fingerprint);
  return '      installed';
}

const runtimeBin = join(root, 'node_modules', '.bin');
const runtime = join(runtimeBin, process.platform === 'win32' ? 'node.cmd' : 'node');

function checkRuntime() {
  const version = run(runtime, ['--version']).stdout?.trim() ?? '';
  if (version.startsWith(`v${RUNTIME_MAJOR}.`)) return version;
  fail(
    `The project's own Node ${RUNTIME_MAJOR} is not there (${version || 'nothing'} answered).`,
    `its package fetches the binary in an install script; let it run again: ${pnpm} rebuild node`,
    'if that is refused, check that pnpm-workspace.yaml still has `allowBuilds: { node: true }`',
  );
}

/** Signals go on to the child, and its end is our end; the IPC channel tells the child when we are killed. */
function handOver() {
  const detached = command === 'start' && commandArguments.includes('--detach');
  const child = spawn(runtime, ['stack/src/main.ts', command, ...commandArguments], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      GRIDLINK_CACHE: cacheFolder,
      // Compiled code is kept from one start to the next; keyed by content, gone with the packages.
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
      GRIDLINK_STEPS: `3/${total}`,
      PATH: [runtimeBin, pnpmBin, process.env.PATH].join(delimiter),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; a signal sent to this process alone has to be passed on.
      if (!detached) child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`The runtime did not start: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

step(1, 'Tools', checkTools);
step(2, 'Packages', installPackages);
step(3, 'Runtime', checkRuntime);
handOver();
