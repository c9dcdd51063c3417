import { afterFilter, createReadThrough, projectionOf } from '@gridlink/subgraph-kit';
import type { Connection, mongo } from 'mongoose';
import { areaFilter } from '../../aggregate/area-filter.ts';
import { duplicateRows } from '../../aggregate/duplicate-rows.ts';
import { nativeCollection } from '../../aggregate/native-collection.ts';
import { REFERENCES } from '../../aggregate/references.ts';
import { containing } from '../../input-text/plain-text.ts';
import type { PersonalDataCipher } from '../../personal-data/personal-data-cipher.ts';
import type { PersonFile, Persons } from '../use-cases/person-repository.ts';
import { type PersonDocument, personOf, personSchema } from './person-document.ts';
import { type ReadPosts, visibleTo } from './person-visibility.ts';

/** Of whoever is referred to: the name, and what decides who may read it. Nothing that is sealed stays in memory. */
const CARD = { name: 1, jurisdiction: 1, areas: 1 };

const ORDER = [
  ['name', 1],
  ['_id', 1],
] as const;

/** Persons in MongoDB; telephone and identity number leave this file only sealed. */
export function createMongoPersons(connection: Connection, cipher: PersonalDataCipher, readPosts: ReadPosts) {
  const model = connection.model<PersonDocument>('Person', personSchema, 'persons');
  const collection = nativeCollection<PersonDocument>(connection, 'persons');

  const documentOf = ({
    person: { id, ...rest },
    numbers,
  }: PersonFile): Omit<PersonDocument, 'version' | 'sequence'> => ({
    _id: id,
    ...rest,
    sealedPhone: cipher.seal(numbers.phone, { owner: id, field: 'phone' }),
    sealedIdNumber: cipher.seal(numbers.idNumber, { owner: id, field: 'idNumber' }),
    idFingerprint: cipher.fingerprint(numbers.idNumber),
  });

  const shown = createReadThrough<PersonDocument>({ keyOf: ({ _id }) => _id, ...REFERENCES });

  const persons: Persons = {
    async byIds(scope, ids, fields) {
      const within = scope.reach === 'BOUNDED' ? { jurisdiction: scope.jurisdiction } : {};
      const rows = await collection
        .find<PersonDocument>(
          { _id: { $in: [...ids] }, ...within },
          { projection: projectionOf(fields, {}), batchSize: ids.length + 1 },
        )
        .toArray();
      return visibleTo(scope, rows.map(personOf), readPosts);
    },
    async referredTo(scope, ids) {
      const rows = await shown.read(ids, (unknown) =>
        collection
          .find<PersonDocument>({ _id: { $in: [...unknown] } }, { projection: CARD, batchSize: ids.length + 1 })
          .toArray(),
      );
      const within = rows.filter(
        ({ jurisdiction }) => scope.reach !== 'BOUNDED' || jurisdiction === scope.jurisdiction,
      );
      return visibleTo(scope, within.map(personOf), readPosts);
    },
    async byIdNumbers(jurisdiction, idNumbers) {
      const byFingerprint = new Map(idNumbers.map((idNumber) => [cipher.fingerprint(idNumber), idNumber]));
      const rows = await model
        .find({ jurisdiction, idFingerprint: { $in: [...byFingerprint.keys()] } })
        .lean<PersonDocument[]>();
      return new Map(rows.map((row) => [byFingerprint.get(row.idFingerprint) ?? '', personOf(row)]));
    },
    async list(scope, filter, page) {
      const rows = await model
        .find({
          ...areaFilter(scope, filter.division),
          ...(filter.nameContains ? { name: containing(filter.nameContains) } : {}),
          ...(filter.background ? { backgrounds: filter.background } : {}),
          ...afterFilter(ORDER, page.after),
        })
        .sort({ name: 1, _id: 1 })
        .limit(page.limit + 1)
        .lean<PersonDocument[]>();
      return rows.map(personOf);
    },
    numbersOf: ({ id, sealedPhone, sealedIdNumber }) => ({
      phone: cipher.open(sealedPhone, { owner: id, field: 'phone' }),
      idNumber: cipher.open(sealedIdNumber, { owner: id, field: 'idNumber' }),
    }),
    async insert(files) {
      const documents = files.map((file): PersonDocument => ({ ...documentOf(file), version: 1, sequence: 0 }));
      const taken = await duplicateRows(() =>
        collection.insertMany(documents as mongo.OptionalUnlessRequiredId<PersonDocument>[], { ordered: false }),
      );
      shown.forget();
      return files.map((_, index) => (taken.has(index) ? 'DUPLICATE' : 'STORED'));
    },
    async update(files) {
      if (files.length === 0) return [];
      const operations = files.map(({ previous, next }) => {
        const { _id, ...fields } = documentOf(next);
        return {
          updateOne: {
            filter: { _id, version: previous.version },
            update: { $set: { ...fields, version: previous.version + 1 } },
          },
        };
      });
      const { matchedCount } = await collection.bulkWrite(operations, { ordered: false });
      shown.forget();
      if (matchedCount === files.length) return files.map(() => 'STORED');
      // A bulk answer counts and does not name: which rows moved is read back.
      const rows = await model
        .find({ _id: { $in: files.map(({ previous }) => previous.id) } }, { version: 1, sealedPhone: 1 })
        .lean<PersonDocument[]>();
      const written = new Map(rows.map((row) => [row._id, row.sealedPhone]));
      return operations.map(({ updateOne: { filter, update } }) =>
        written.get(filter._id) === update.$set.sealedPhone ? 'STORED' : 'MOVED',
      );
    },
  };

  return {
    ...persons,
    async ensureIndexes(): Promise<void> {
      await collection.createIndex(
        { jurisdiction: 1, idFingerprint: 1 },
        { unique: true, name: 'person_by_identity_number' },
      );
      await collection.createIndex({ areas: 1, name: 1, _id: 1 }, { name: 'persons_of_area' });
      await collection.createIndex({ name: 1, _id: 1 }, { name: 'persons_of_platform' });
    },
  };
}
