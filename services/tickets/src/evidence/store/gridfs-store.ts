import { pipeline } from 'node:stream/promises';
import { type Db, GridFSBucket, MongoRuntimeError, type ObjectId } from 'mongodb';
import type { EvidenceStore } from './evidence-store.ts';

const BUCKET = 'evidence';

/** The driver's types know object ids only; the server takes an id of any kind. */
const idOf = (key: string): ObjectId => key as unknown as ObjectId;

/** Contents in the service's own database, in pieces: nothing else to run, and one backup holds both tickets and evidence. */
export async function createGridFsStore(db: Db): Promise<EvidenceStore> {
  const bucket = new GridFSBucket(db, { bucketName: BUCKET });
  // The driver makes them at the first upload; a first upload of several at the same time is no moment for it.
  await db.collection(`${BUCKET}.files`).createIndex({ filename: 1, uploadDate: 1 });
  await db.collection(`${BUCKET}.chunks`).createIndex({ files_id: 1, n: 1 }, { unique: true });

  const remove = async (key: string): Promise<void> => {
    try {
      await bucket.delete(idOf(key));
    } catch (error) {
      // Also for a content that was only begun: its pieces are gone by then.
      if (!(error instanceof MongoRuntimeError && error.message.startsWith('File not found'))) throw error;
    }
  };

  return {
    kind: 'gridfs',
    async put(key, _, bytes) {
      const upload = bucket.openUploadStreamWithId(idOf(key), key);
      try {
        await pipeline(bytes, upload);
      } catch (error) {
        await remove(key);
        throw error;
      }
    },
    // The driver's end is the byte after the last.
    read: async (key, { start, end }) => bucket.openDownloadStream(idOf(key), { start, end: end + 1 }),
    delete: remove,
    async ping() {
      await db.command({ ping: 1 });
    },
  };
}
