import { NOTHING, type Scope } from '@gridlink/subgraph-kit';
import type { Collection, Db, Filter, IndexDescription } from 'mongodb';
import { dueDocuments } from '../../sweeping/due-documents.ts';
import type { EvidenceFile } from '../domain/evidence-file.ts';
import type { EvidenceFiles } from '../use-cases/deps.ts';

type FileDocument = Omit<EvidenceFile, 'id' | 'expiresAt'> & {
  readonly _id: string;
  /** Absent once the file belongs to a ticket, so that the index holds only what waits. */
  readonly expiresAt?: Date;
  /** While its content comes in. */
  readonly arriving?: true;
};

const INDEXES: readonly IndexDescription[] = [
  { name: 'waiting', key: { 'uploadedBy.subject': 1, expiresAt: 1 } },
  { name: 'expired', key: { expiresAt: 1 }, sparse: true },
];

/** Files are of one jurisdiction; who of it may read one is for the use cases to say. */
function reach(scope: Scope): Filter<FileDocument> {
  if (scope.reach === 'BOUNDED') return { jurisdiction: scope.jurisdiction };
  return scope.reach === 'SYSTEM' ? {} : (NOTHING as Filter<FileDocument>);
}

const toFile = ({ _id, arriving: _, expiresAt, ...file }: FileDocument): EvidenceFile => ({
  ...file,
  id: _id,
  expiresAt: expiresAt ?? null,
});

export function createEvidenceFiles(db: Db): EvidenceFiles & { ensureIndexes(): Promise<void> } {
  const files: Collection<FileDocument> = db.collection('evidence');
  const expired = dueDocuments(files, 'expiresAt');
  return {
    async begin({ id, expiresAt, ...file }) {
      await files.insertOne({ _id: id, ...file, ...(expiresAt ? { expiresAt } : {}), arriving: true });
    },
    async keep(scope, id, expiresAt) {
      await files.updateOne({ ...reach(scope), _id: id }, { $set: { expiresAt }, $unset: { arriving: '' } });
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
