import type { Db } from 'mongodb';

/** A command as a driver sent it: its name, and all that it asks. */
export type SentCommand = { readonly name: string; readonly command: Readonly<Record<string, unknown>> };

type Started = { readonly commandName: string; readonly command: object };
/** A driver's client that tells what it sends (`monitorCommands`), whichever version of the driver it comes from. */
type Telling = {
  on(event: 'commandStarted', listen: (started: Started) => void): unknown;
  off(event: 'commandStarted', listen: (started: Started) => void): unknown;
};

/** What a piece of work really sends to the database, in its order. */
export async function sentBy(client: Telling, work: () => Promise<unknown>): Promise<readonly SentCommand[]> {
  const sent: SentCommand[] = [];
  const listen = ({ commandName, command }: Started): void => {
    sent.push({ name: commandName, command: command as SentCommand['command'] });
  };
  client.on('commandStarted', listen);
  try {
    await work();
  } finally {
    client.off('commandStarted', listen);
  }
  return sent;
}

/** How the server answers a find: by which index, and how many documents it looks at for those it gives. */
export type Plan = {
  readonly text: string;
  readonly index: string | undefined;
  readonly examined: number;
  readonly returned: number;
};

type Find = {
  readonly find: string;
  readonly filter?: object;
  readonly sort?: Record<string, 1 | -1>;
  readonly limit?: number;
};

/** The plans of the finds among what was sent, each as it was sent. */
export async function plansOf(db: Db, sent: readonly SentCommand[]): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const { command } of sent.filter(({ name }) => name === 'find')) {
    const { find, filter = {}, sort = {}, limit = 0 } = command as Find;
    const plan = await db.collection(find).find(filter).sort(sort).limit(limit).explain('executionStats');
    const text = JSON.stringify(plan);
    const { totalDocsExamined, nReturned } = plan.executionStats as { totalDocsExamined: number; nReturned: number };
    const index = /"indexName":"([^"]+)"/.exec(text)?.[1];
    plans.push({ text, index, examined: totalDocsExamined, returned: nReturned });
  }
  return plans;
}
