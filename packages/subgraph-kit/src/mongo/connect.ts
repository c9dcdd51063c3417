import mongoose, { type Connection, type Query, type Schema } from 'mongoose';
import type { Metrics } from '../metrics.ts';

/** Above any page and any loader's batch: the server's own first batch is 101 documents, and a page of 200 would cost a second command. */
const ONE_BATCH = 2_000;

function readInOneBatch(schema: Schema): void {
  schema.pre('find', function (this: Query<unknown, unknown>) {
    if (this.getOptions().batchSize === undefined) this.batchSize(ONE_BATCH);
  });
}

/** The service's own database. Queries are strict, indexes are made explicitly at start, never in the background of a query. */
export async function connectMongo(uri: string, database: string, metrics?: Metrics): Promise<Connection> {
  const connection = await mongoose
    .createConnection(uri, {
      dbName: database,
      autoIndex: false,
      autoCreate: false,
      monitorCommands: metrics !== undefined,
      maxPoolSize: 50,
      serverSelectionTimeoutMS: 10_000,
      retryWrites: true,
      w: 'majority',
    })
    .asPromise();
  connection.plugin(readInOneBatch);
  if (metrics) {
    connection
      .getClient()
      .on('commandStarted', (event) => metrics.databaseCommands.inc({ command: event.commandName }));
  }
  return connection;
}
