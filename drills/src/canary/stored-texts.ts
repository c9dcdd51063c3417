import type { Stack } from '@gridlink/stack';
import { serviceNames } from '@gridlink/stack';
import { Binary, type Document, MongoClient } from 'mongodb';
import type { Text } from './sightings.ts';

/** Every text in a document, with the names that lead to it; places in lists are left out. */
function* textsIn(value: unknown, path: string): Generator<Text> {
  if (typeof value === 'string') yield { place: path, text: value };
  else if (typeof value === 'number') yield { place: path, text: String(value) };
  else if (value instanceof Binary)
    yield { place: path, text: `${value.toString('utf8')} ${value.toString('base64')}` };
  else if (Array.isArray(value)) for (const inner of value) yield* textsIn(inner, path);
  else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [key, inner] of Object.entries(value)) {
      yield { place: path, text: key };
      yield* textsIn(inner, `${path}.${key}`);
    }
  }
}

/** Every field of every document of every collection: `personnel.persons.name`. */
export async function* storedTexts({ endpoints }: Stack): AsyncGenerator<Text> {
  const client = await MongoClient.connect(endpoints.mongodb.uri);
  try {
    for (const service of serviceNames) {
      const db = client.db(`${endpoints.databasePrefix}_${service}`);
      for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
        for await (const document of db.collection<Document>(name).find())
          yield* textsIn(document, `${service}.${name}`);
      }
    }
  } finally {
    await client.close();
  }
}
