import { randomBytes } from 'node:crypto';
import { type Db, MongoClient } from 'mongodb';

/** Address of the run's shared database server; the test command starts one and says where. */
export function mongodbUri(): string {
  return required('MONGODB_URI');
}

/** Where the run's shared broker is, and the credentials it wants (none on a broker without accounts). */
export function natsServer(): { url: string; credentials: string | undefined } {
  return { url: required('NATS_URL'), credentials: process.env.NATS_CREDENTIALS };
}

/** A subject prefix nobody else uses: suites share one broker and never see each other's events. */
export const testPrefix = (): string => `t${randomBytes(5).toString('hex')}`;

export type TestDatabase = {
  readonly uri: string;
  readonly name: string;
  readonly db: Db;
  readonly client: MongoClient;
  /** Drops the database and closes the connection. */
  close(): Promise<void>;
};

/** A database of its own on the shared server. */
export async function testDatabase(label = 'test'): Promise<TestDatabase> {
  const uri = mongodbUri();
  const name = `${label}_${randomBytes(5).toString('hex')}`;
  const client = await MongoClient.connect(uri, { monitorCommands: true });
  const db = client.db(name);
  return {
    uri,
    name,
    db,
    client,
    async close() {
      await db.dropDatabase();
      await client.close();
    },
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run tests by "npm test", which starts the servers`);
  return value;
}
