import type { Connection, mongo } from 'mongoose';

/** The driver's own collection behind a connection: the aggregate store writes through it. */
export function nativeCollection<T extends mongo.Document>(connection: Connection, name: string): mongo.Collection<T> {
  if (!connection.db) throw new Error('the database is not connected');
  return connection.db.collection<T>(name);
}
