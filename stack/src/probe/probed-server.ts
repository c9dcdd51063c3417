import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePorts } from '../ports.ts';
import { openLeash } from '../processes/leash.ts';
import type { SupervisedProcess } from '../processes/process-spec.ts';
import { defaultRestartPolicy } from '../processes/restart-policy.ts';
import { superviseProcess } from '../processes/supervised-process.ts';
import { findMongo } from '../servers/mongo/mongo-program.ts';
import { mongoProcess, mongoUri } from '../servers/mongo/mongo-server.ts';
import type { Settings } from '../settings.ts';

/** The server under probe; `process` only when it was started here and may be killed. */
export type ProbedServer = {
  readonly uri: string;
  readonly title: string;
  readonly process?: SupervisedProcess;
  close(): Promise<void>;
};

/** A server of our own in a folder that is removed afterwards. `syncOnCommit: false` shows what that costs and saves. */
export async function openProbedServer(settings: Settings, syncOnCommit: boolean): Promise<ProbedServer> {
  const program = await findMongo({
    forced: settings.GRIDLINK_MONGO,
    cacheFolder: settings.cacheFolder,
    progress: (line) => console.log(`  ${line}`),
  });
  const { mongodb: port } = await choosePorts({ names: ['mongodb'] as const });
  const folder = mkdtempSync(join(tmpdir(), 'gridlink-probe-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const leash = openLeash();
  const place = {
    folder: join(folder, 'data'),
    logFile: join(folder, 'mongodb.log'),
    port,
    cacheSize: settings.GRIDLINK_MONGO_CACHE,
    syncOnCommit,
  };
  // Killed on purpose and often: pauses that grow would only make the probe longer.
  const restart = { ...defaultRestartPolicy, longestPauseMs: defaultRestartPolicy.firstPauseMs };
  const server = superviseProcess({ ...mongoProcess(program, place), restart }, { announce: () => undefined, leash });
  await server.start();
  return {
    uri: mongoUri(port),
    title: `${program.kind} ${program.version}${syncOnCommit ? '' : ' WITHOUT --sync-on-commit'}`,
    process: server,
    async close() {
      await server.stop();
      leash.close();
    },
  };
}

/** Resident memory of a process, where the system tells it. */
export function residentMemory(pid: number | undefined): string | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : `${Math.round(Number(kilobytes) / 1024)} MB`;
  } catch {
    return undefined;
  }
}
