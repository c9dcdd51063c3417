import { createHash } from 'node:crypto';
import { SUBGRAPHS } from '@gridlink/contracts';
import type { Country } from '@gridlink/drills';
import { mongodbUri } from '@gridlink/test-kit';
import { MongoClient } from 'mongodb';

type Document = Readonly<Record<string, unknown>>;
/** One hash for each document, by where it is. */
export type Fingerprints = ReadonlyMap<string, string>;

/** These grow whoever asks for whatever: refused reads are audited, sessions and locks come and go, figures follow their tickets. */
const RESTLESS =
  /^(audit_|figure_|event_log|inbox|sessions|login_attempts|reveals|publication_turns|.*_streams|parked|dead)/;

/** The documents of all services that lie in an area, as they are now. */
export async function fingerprints({ stack }: Country, area: string): Promise<Fingerprints> {
  const client = await MongoClient.connect(mongodbUri());
  const prints = new Map<string, string>();
  try {
    for (const service of SUBGRAPHS) {
      const db = client.db(`${stack.endpoints.databasePrefix}_${service}`);
      const collections = (await db.listCollections().toArray()).filter(({ name }) => !RESTLESS.test(name));
      for (const { name } of collections) {
        for (const document of await db.collection<Document>(name).find({ areas: area }).toArray()) {
          // What is on its way out leaves the document by itself.
          const { outbox: _, pendingSince: __, uncountedSince: ___, ...kept } = document;
          prints.set(
            `${service}.${name} ${document._id}`,
            createHash('sha256').update(JSON.stringify(kept)).digest('hex'),
          );
        }
      }
    }
  } finally {
    await client.close();
  }
  return prints;
}

/** Where the two differ. */
export const differences = (before: Fingerprints, after: Fingerprints): string[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((place) => before.get(place) !== after.get(place))
    .toSorted();
