import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '@gridlink/bench';
import { createDeadLetters, type DeadLetter, type UnreadableLetter } from '@gridlink/event-bus';
import { namingNoServers, type Stack, serviceNames } from '@gridlink/stack';
import { type Db, MongoClient } from 'mongodb';

const COMMAND = join(projectFolder, 'packages/event-bus/src/inbox/dead-letters-command.ts');
const run = promisify(execFile);

/** What the services have put aside, and the operator's command over it. */
export type SetAside = {
  parked(): Promise<DeadLetter[]>;
  unreadable(): Promise<UnreadableLetter[]>;
  /** The operator's one command, on every service's database. */
  replay(): Promise<void>;
  databaseOf(service: string): Db;
  close(): Promise<void>;
};

export async function openSetAside({ endpoints }: Stack): Promise<SetAside> {
  const { mongodb, databasePrefix } = endpoints;
  const client = await MongoClient.connect(mongodb.uri);
  const databaseOf = (service: string): Db => client.db(`${databasePrefix}_${service}`);
  const letters = serviceNames.map((service) => createDeadLetters(databaseOf(service)));
  return {
    databaseOf,
    parked: async () => (await Promise.all(letters.map((each) => each.list()))).flat(),
    unreadable: async () => (await Promise.all(letters.map((each) => each.listUnreadable()))).flat(),
    async replay() {
      for (const service of serviceNames)
        await run(process.execPath, [COMMAND, 'replay', databaseOf(service).databaseName], {
          env: { ...namingNoServers(), MONGODB_URI: mongodb.uri },
        });
    },
    close: () => client.close(),
  };
}
