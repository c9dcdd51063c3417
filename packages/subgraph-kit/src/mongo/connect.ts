import mongoose, { type Connection } from 'mongoose';
import type { Metrics } from '../metrics.ts';

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
  if (metrics) {
    connection
      .getClient()
      .on('commandStarted', (event) => metrics.databaseCommands.inc({ command: event.commandName }));
  }
  return connection;
}
