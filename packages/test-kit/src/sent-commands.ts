import type { Db } from 'mongodb';

/** A command as a driver sent it: its name, and all that it asks. */
export type SentCommand = { readonly name: string; readonly command: Readonly<Record<string, unknown>> };

type Started = { readonly commandName: string; readonly command: object };
/** A driver's client that tells what it sends (`monitorCommands`), whichever version of the driver it comes from. */
type Telling = {
  on(event: 'commandStarted', listen: (started: Started) => void): unknown;
  off(event: 'commandStarted', listen: (started: Started) => void): unknown;
};

/** What a piece of work really sends to the database, in its order: by one client, or by several. */
export async function sentBy(
  clients: Telling | readonly Telling[],
  work: () => PromiseLike<unknown>,
): Promise<readonly SentCommand[]> {
  const sent: SentCommand[] = [];
  const listen = ({ commandName, command }: Started): void => {
    sent.push({ name: commandName, command: command as SentCommand['command'] });
  };
  const heard = [clients].flat();
  for (const client of heard) client.on('commandStarted', listen);
  try {
    await work();
  } finally {
    for (const client of heard) client.off('commandStarted', listen);
  }
  return sent;
}

/** How the server answers a read: by which index, and how many documents it looks at for those it gives. */
export type Plan = {
  /** The plan that it chooses. */
  readonly text: string;
  readonly index: string | undefined;
  /** Whether it sorts what it has found. */
  readonly sorts: boolean;
  readonly examined: number;
  readonly returned: number;
};

/** What a driver adds to a command of its own accord, and no plan depends on. */
const PLAIN = ['find', 'filter', 'sort', 'limit', 'hint', 'aggregate', 'pipeline', 'cursor'] as const;

type Explained = {
  readonly queryPlanner?: { readonly winningPlan?: unknown };
  readonly stages?: unknown;
  readonly executionStats?: { readonly totalDocsExamined: number; readonly nReturned: number };
};

/** The plans of the finds and aggregates among what was sent, each as it was sent. */
export async function plansOf(db: Db, sent: readonly SentCommand[]): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const { command } of sent.filter(({ name }) => name === 'find' || name === 'aggregate')) {
    const asked = Object.fromEntries(PLAIN.flatMap((key) => (key in command ? [[key, command[key]]] : [])));
    const explained = (await db.command({ explain: asked, verbosity: 'executionStats' })) as Explained;
    const { queryPlanner, stages, executionStats } = explained;
    const text = JSON.stringify(queryPlanner?.winningPlan ?? stages);
    plans.push({
      text,
      index: /"indexName":"([^"]+)"/.exec(text)?.[1],
      sorts: text.includes('"SORT"'),
      examined: executionStats?.totalDocsExamined ?? 0,
      returned: executionStats?.nReturned ?? 0,
    });
  }
  return plans;
}
