import { type AuditEntry, type AuditFact, type ChainHead, chainEntries, GENESIS } from '@gridlink/audit-chain';
import { isDuplicateKey } from '@gridlink/event-bus';
import { type Collection, type Db, MongoBulkWriteError } from 'mongodb';

export type AuditDocument = AuditEntry & { readonly _id: string };

/** Appends to the chains. There is no other way to write an entry, and none to change or remove one. */
export type AuditLog = {
  /** Resolves when the entry is stored; a caller shows nothing before that. */
  append(jurisdiction: string, fact: AuditFact): Promise<AuditEntry>;
};

type Waiting = {
  readonly fact: AuditFact;
  readonly stored: (entry: AuditEntry) => void;
  readonly failed: (error: unknown) => void;
};

const BATCH = 200;
/** Other replicas write the same chain; each lost race means another's entries are in, so the chain moves. */
const MAX_RACES = 50;

export const auditCollection = (db: Db): Collection<AuditDocument> => db.collection('audit_entries');

const documentOf = (entry: AuditEntry): AuditDocument => ({
  _id: `${entry.jurisdiction}|${String(entry.sequence).padStart(12, '0')}`,
  ...entry,
});

/**
 * One writer a chain in this process, which stores all that waits in one ordered write; other processes are told apart by the unique
 * number: whoever loses the race reads the new head and chains its entries to that.
 */
export function createAuditLog(collection: Collection<AuditDocument>): AuditLog {
  const queues = new Map<string, Waiting[]>();
  const heads = new Map<string, ChainHead>();

  const readHead = async (jurisdiction: string): Promise<ChainHead> => {
    const last = await collection.findOne(
      { jurisdiction },
      { sort: { sequence: -1 }, projection: { sequence: 1, hash: 1 } },
    );
    return last ? { sequence: last.sequence, hash: last.hash } : GENESIS;
  };

  /** Stores what it can of a batch and gives back what lost the race. */
  const storeOnce = async (jurisdiction: string, batch: readonly Waiting[]): Promise<readonly Waiting[]> => {
    const head = heads.get(jurisdiction) ?? (await readHead(jurisdiction));
    const facts = batch.map(({ fact }) => fact);
    const entries = chainEntries(jurisdiction, head, facts);
    const stored = await insertInOrder(collection, entries.map(documentOf));
    for (let index = 0; index < stored; index++) batch[index]?.stored(entries[index] as AuditEntry);
    const last = entries[stored - 1];
    if (stored === batch.length && last) heads.set(jurisdiction, { sequence: last.sequence, hash: last.hash });
    else heads.delete(jurisdiction);
    return batch.slice(stored);
  };

  const storeBatch = async (jurisdiction: string, batch: readonly Waiting[]): Promise<void> => {
    let left = batch;
    try {
      for (let races = 0; left.length > 0; races++) {
        if (races > MAX_RACES) throw new Error(`the audit chain of ${jurisdiction} could not be extended`);
        left = await storeOnce(jurisdiction, left);
      }
    } catch (error) {
      // What the database holds is unknown now: the next entry asks it.
      heads.delete(jurisdiction);
      for (const waiting of left) waiting.failed(error);
    }
  };

  const drain = async (jurisdiction: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) await storeBatch(jurisdiction, queue.splice(0, BATCH));
    queues.delete(jurisdiction);
  };

  return {
    append: (jurisdiction, fact) =>
      new Promise((stored, failed) => {
        const queue = queues.get(jurisdiction);
        if (queue) return void queue.push({ fact, stored, failed });
        const fresh: Waiting[] = [{ fact, stored, failed }];
        queues.set(jurisdiction, fresh);
        void drain(jurisdiction, fresh);
      }),
  };
}

/** How many of the documents, taken from the front, are stored; fewer than all when a number was taken. */
async function insertInOrder(collection: Collection<AuditDocument>, documents: AuditDocument[]): Promise<number> {
  try {
    await collection.insertMany(documents, { ordered: true });
    return documents.length;
  } catch (error) {
    if (error instanceof MongoBulkWriteError && isDuplicateKey(error)) return error.insertedCount;
    throw error;
  }
}
