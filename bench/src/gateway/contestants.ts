import { join } from 'node:path';
import { projectFolder } from '../report/project.ts';
import { type Child, startChild } from './child.ts';
import { type ContestantSettings, SETTINGS_VARIABLE } from './contestants/contestant-settings.ts';

export const BARE = 'bare Apollo';
export const OURS = 'ours';
export const OURS_UNSHIELDED = 'ours, no shields';
export const HIVE = 'Hive';
export const HIVE_RUST = 'Hive, Rust planner';

type Contestant = { readonly file: string; readonly settings?: Partial<ContestantSettings> };

/** Who runs against whom; each in a process of its own. */
const contestants: Readonly<Record<string, Contestant>> = {
  [BARE]: { file: 'bare-apollo.ts' },
  [HIVE]: { file: 'hive.ts' },
  [HIVE_RUST]: { file: 'hive.ts', settings: { planner: 'rust' } },
  [OURS_UNSHIELDED]: { file: 'ours.ts', settings: { shields: false } },
  [OURS]: { file: 'ours.ts' },
};

/** The path of the supergraph that the project has committed. */
export const committedSupergraph = join(projectFolder, 'gateway/supergraph.graphql');

const settingsOf = (settings: ContestantSettings): Record<string, string> => ({
  [SETTINGS_VARIABLE]: JSON.stringify(settings),
});

/** Starts all of them in front of the same subgraphs. */
export async function startContestants(shared: ContestantSettings): Promise<Map<string, Child>> {
  const started = new Map<string, Child>();
  try {
    for (const [name, { file, settings }] of Object.entries(contestants)) {
      started.set(name, await startChild(file, settingsOf({ ...shared, ...settings })));
    }
  } catch (error) {
    await Promise.all([...started.values()].map((child) => child.stop()));
    throw error;
  }
  return started;
}

/** The stand-ins for the subgraphs and the addresses they answer at. */
export type Stubs = {
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Ends the recording: from now on a question that is new fails. Answers how many were recorded. */
  complete(): Promise<number>;
  stop(): Promise<void>;
};

export async function startStubs(shared: ContestantSettings): Promise<Stubs> {
  const child = await startChild('replay-stubs.ts', settingsOf(shared));
  return {
    subgraphs: JSON.parse(child.url) as Record<string, string>,
    complete: async () => (await child.ask<{ recorded: number }>()).recorded,
    stop: child.stop,
  };
}
