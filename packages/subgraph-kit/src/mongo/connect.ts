import mongoose, { type Connection, type mongo, type Query, type Schema } from 'mongoose';
import type { SubgraphEnvironment } from '../environment.ts';
import type { Metrics } from '../metrics.ts';

/** Above any page and any loader's batch: the server's own first batch is 101 documents, and a page of 200 would cost a second command. */
const ONE_BATCH = 2_000;

function readInOneBatch(schema: Schema): void {
  schema.pre('find', function (this: Query<unknown, unknown>) {
    if (this.getOptions().batchSize === undefined) this.batchSize(ONE_BATCH);
  });
}

type CountedCommands = {
  readonly metrics: Metrics;
  /**
   * By name, the driver decodes every answer twice, once for whoever listens: half of what a read costs the service. So names are for
   * measuring, and in service commands are only counted.
   */
  readonly byName: boolean;
};

/** The service's own database. Queries are strict, indexes are made explicitly at start, never in the background of a query. */
export async function connectMongo(uri: string, database: string, counted?: CountedCommands): Promise<Connection> {
  const connection = await mongoose
    .createConnection(uri, {
      dbName: database,
      autoIndex: false,
      autoCreate: false,
      monitorCommands: counted?.byName === true,
      maxPoolSize: 50,
      serverSelectionTimeoutMS: 10_000,
      retryWrites: true,
      w: 'majority',
    })
    .asPromise();
  connection.plugin(readInOneBatch);
  if (counted) countCommands(connection, counted);
  return connection;
}

function countCommands(connection: Connection, { metrics: { databaseCommands }, byName }: CountedCommands): void {
  const client = connection.getClient();
  if (byName) client.on('commandStarted', ({ commandName }) => databaseCommands.inc({ command: commandName }));
  // Every command takes one connection out of the pool.
  else client.on('connectionCheckedOut', () => databaseCommands.inc({ command: 'any' }));
}

/** As the process's environment says. */
export const connectDatabase = (
  { MONGODB_URI, MONGODB_DATABASE, COUNT_COMMANDS }: SubgraphEnvironment,
  metrics: Metrics,
): Promise<Connection> =>
  connectMongo(MONGODB_URI, MONGODB_DATABASE, { metrics, byName: COUNT_COMMANDS === 'by-name' });

/** The driver's own database behind a connection, for what needs no schema. */
export const databaseOf = (connection: Connection): mongo.Db => connection.getClient().db(connection.name);
