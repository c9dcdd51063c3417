import { passOverDuplicates } from '@gridlink/event-bus';
import type { Db } from 'mongodb';

/** Brings what was stored by an earlier release to what this one reads. Repeated, it changes nothing more. */
export type Migration = { readonly name: string; readonly run: (db: Db) => Promise<void> };

type Done = { readonly _id: string; readonly doneAt: Date };

/**
 * Runs what has not been run on this database yet, in order, before the service answers. Replicas that start together may run the same one
 * at once, and one that is killed runs it again.
 */
export async function runMigrations(
  db: Db,
  { migrations, now }: { readonly migrations: readonly Migration[]; readonly now: () => Date },
): Promise<void> {
  const collection = db.collection<Done>('migrations');
  const done = new Set((await collection.find().toArray()).map(({ _id }) => _id));
  for (const { name, run } of migrations.filter((migration) => !done.has(migration.name))) {
    await run(db);
    await collection.insertMany([{ _id: name, doneAt: now() }], { ordered: false }).catch(passOverDuplicates);
  }
}
