import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { Collection, Db, Filter, IndexDescription } from 'mongodb';
import { dueDocuments } from '../../sweeping/due-documents.ts';
import type { EvidenceFile } from '../domain/evidence-file.ts';
import { bandsNear, bandsOf, type Look } from '../domain/look.ts';
import type { EvidenceFiles } from '../use-cases/deps.ts';

type FileDocument = Omit<EvidenceFile, 'id' | 'expiresAt' | 'look'> & {
  readonly _id: string;
  /** Absent of what was handed in before pictures were looked at. */
  readonly look?: Look | null;
  /** Absent once the file belongs to a ticket, so that the index holds only what waits. */
  readonly expiresAt?: Date;
  /** What its look is found by. */
  readonly bands?: readonly number[];
  /** While its content comes in. */
  readonly arriving?: true;
};

const INDEXES: readonly IndexDescription[] = [
  { name: 'waiting', key: { 'uploadedBy.subject': 1, expiresAt: 1 } },
  { name: 'alike', key: { bands: 1 }, sparse: true },
  { name: 'expired', key: { expiresAt: 1 }, sparse: true },
];

const MOST_NEAR = 1_000;

/** Files are of one jurisdiction; who of it may read one is for the use cases to say. */
function reach(scope: Scope): Filter<FileDocument> {
  if (scope.reach === 'BOUNDED') return { jurisdiction: scope.jurisdiction };
  return scope.reach === 'SYSTEM' ? {} : (NOTHING as Filter<FileDocument>);
}

const toFile = ({ _id, arriving: _, bands: __, expiresAt, look, ...file }: FileDocument): EvidenceFile => ({
  ...file,
  id: _id,
  look: look ?? null,
  expiresAt: expiresAt ?? null,
});

export function createEvidenceFiles(db: Db): EvidenceFiles & { ensureIndexes(): Promise<void> } {
  const files: Collection<FileDocument> = db.collection('evidence');
  const expired = dueDocuments(files, 'expiresAt');
  return {
    async begin({ id, expiresAt, ...file }) {
      await files.insertOne({ _id: id, ...file, ...(expiresAt ? { expiresAt } : {}), arriving: true });
    },
    async keep(scope, id, { expiresAt, look }) {
      const found = look === null ? {} : { look, bands: bandsOf(look) };
      await files.updateOne({ ...reach(scope), _id: id }, { $set: { expiresAt, ...found }, $unset: { arriving: '' } });
    },
    async attach(scope, ids) {
      await files.updateMany({ ...reach(scope), _id: { $in: [...ids] } }, { $unset: { expiresAt: '' } });
    },
    async release(scope, ids, at) {
      await files.updateMany({ ...reach(scope), _id: { $in: [...ids] } }, { $set: { expiresAt: at } });
    },
    async drop(scope, id) {
      await files.deleteOne({ ...reach(scope), _id: id });
    },
    async find(scope, ids) {
      const found = files.find({ ...reach(scope), _id: { $in: [...ids] }, arriving: { $exists: false } });
      return (await found.toArray()).map(toFile);
    },
    async near(scope, jurisdiction, looks) {
      const filter = { ...reach(scope), bands: { $in: looks.flatMap(bandsNear) }, $or: [{ jurisdiction }] };
      const found = await files
        .find(filter, { projection: { look: 1, sha256: 1 }, limit: MOST_NEAR, batchSize: MOST_NEAR + 1 })
        .toArray();
      return found.flatMap(({ _id, sha256, look }) => (look ? [{ id: _id, sha256, look }] : []));
    },
    countWaiting: (scope, subject, most) =>
      files.countDocuments(
        { ...reach(scope), 'uploadedBy.subject': subject, expiresAt: { $exists: true } },
        { limit: most },
      ),
    async claimExpired(scope, now, until) {
      const claimed = await expired.claim(reach(scope), now, until);
      return claimed ? toFile(claimed) : null;
    },
    countExpired: (scope, now, most) => expired.count(reach(scope), now, most),
    async ensureIndexes() {
      await files.createIndexes([...INDEXES]);
    },
  };
}
