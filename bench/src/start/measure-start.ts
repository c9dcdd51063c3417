import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namingNoServers, type ProcessName, readSettings, type Stack, startStack } from '@gridlink/stack';
import { buildCounty } from '../county/county.ts';
import { openGraph } from '../load/graph-requests.ts';
import { residentMemory } from '../load/resident-memory.ts';
import type { Effort, Measurement } from '../report/command-line.ts';
import { projectFolder } from '../report/project.ts';
import { bar, type Row } from '../report/result.ts';
import { serverVersions, WIDE_LIMITS } from '../stack/own-stack.ts';

const OURS: readonly ProcessName[] = ['gateway', 'grid', 'personnel', 'tickets', 'dataexchange'];
const SERVERS: readonly ProcessName[] = ['mongodb', 'nats'];
const REST_MS = 30_000;
const WARM_LIMIT_S = 15;
const MEMORY_LIMIT_MB = 250;

type Started = { readonly stack: Stack; readonly seconds: number };

/** Starts everything on a data folder and asks until the graph answers. */
async function startOn(folder: string): Promise<Started> {
  const from = performance.now();
  const stack = await startStack({
    dataFolder: folder,
    databasePrefix: 'startbench',
    eventPrefix: 'startbench',
    env: { LOG_LEVEL: 'warn', ...WIDE_LIMITS },
    // Servers of its own: what is measured is the start of everything.
    settings: readSettings(namingNoServers()),
  });
  const graph = openGraph(stack.endpoints.members.gateway?.graphql ?? '', 1);
  await graph.ask({ query: '{ divisions(filter: { jurisdiction: "none" }) { nodes { code } } }', variables: {} }).catch(
    () => undefined, // Answered is what counts; what there is to say about a place nobody knows does not.
  );
  const seconds = (performance.now() - from) / 1000;
  await graph.close();
  return { stack, seconds };
}

const memoryOf = (stack: Stack, names: readonly ProcessName[]): Map<ProcessName, number> =>
  new Map(
    names.flatMap((name): [ProcessName, number][] => {
      const pid = stack.pid(name);
      const megabytes = pid === undefined ? undefined : residentMemory(pid);
      return megabytes === undefined ? [] : [[name, megabytes]];
    }),
  );

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, REST_MS));

/** The whole demonstration, as `npm start` loads it; its own output says how far it is. */
async function loadDemonstration(folder: string, say: Effort['say']): Promise<void> {
  const loader = spawn(process.execPath, [join(projectFolder, 'demo/src/load.ts'), join(folder, 'endpoints.json')], {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  say('loading the demonstration');
  const [code] = await once(loader, 'close');
  if (code !== 0) throw new Error(`the demonstration was not loaded: it ended with ${code}`);
}

/** Bar S9: from nothing and from yesterday's data to a served query, and what each process holds once it rests. */
export const measureStart: Measurement = async ({ quick, say }) => {
  const folder = mkdtempSync(join(tmpdir(), 'gridlink-start-'));
  let running: Stack | undefined;
  try {
    const cold = await startOn(folder);
    running = cold.stack;
    const empty = memoryOf(cold.stack, [...OURS, ...SERVERS]);
    if (quick) await buildCounty(cold.stack, { towns: 2, villagesEach: 3 });
    else await loadDemonstration(folder, say);
    await cold.stack.stop();
    const warm = await startOn(folder);
    running = warm.stack;
    await rest();
    const atRest = memoryOf(warm.stack, [...OURS, ...SERVERS]);
    const rows = [...atRest].map(
      ([name, megabytes]): Row => ({ process: name, 'empty, MB': empty.get(name) ?? null, 'at rest, MB': megabytes }),
    );
    const ours = OURS.flatMap((name) => atRest.get(name) ?? []);
    return {
      seed: 0,
      rounds: 1,
      versions: serverVersions(warm.stack),
      notes: [
        `cold start ${cold.seconds.toFixed(1)} s, without the builds that only the first start on a machine needs`,
        `at rest: ${REST_MS / 1000} s after a warm start on ${quick ? 'a small county' : 'the whole demonstration'}`,
        'resident memory as the system counts it, code shared with others included; the bar is for our processes, not for the servers',
      ],
      rows,
      bars: [
        bar('S9', 'warm start to a served query', { value: warm.seconds, unit: 's', limit: { atMost: WARM_LIMIT_S } }),
        bar('S9', 'the largest process at rest', {
          value: Math.max(...ours),
          unit: 'MB',
          limit: { atMost: MEMORY_LIMIT_MB },
        }),
      ],
    };
  } finally {
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
