import { passOverDuplicates } from '@gridlink/event-bus';
import { changesOf, factToken, readToken, type Share } from '../domain/share.ts';
import type { Counted, Counting, CountOutcome } from '../use-cases/figure-store.ts';
import { counterChanges } from './counter-changes.ts';
import {
  type Batch,
  countingId,
  type FigureCollections,
  type JournalDocument,
  type ShareDocument,
} from './figure-documents.ts';

const shareIn = ({ jurisdiction, areas, gridId, category, facts }: ShareDocument): Share => ({
  jurisdiction,
  areas,
  gridId,
  category,
  facts: facts.map(readToken),
});

const shareId = (counting: string, ticket: string): string => `${counting}|${ticket}`;

const toShare = (counting: string, { id, version, share }: Counted): Omit<ShareDocument, 'batch'> => ({
  _id: shareId(counting, id),
  counting,
  ticket: id,
  version,
  jurisdiction: share.jurisdiction,
  areas: share.areas,
  division: share.areas.at(-1) ?? '',
  gridId: share.gridId,
  category: share.category,
  facts: share.facts.map(factToken),
});

const partition = <T>(all: readonly T[], isFirst: (one: T) => boolean): readonly [T[], T[]] => [
  all.filter(isFirst),
  all.filter((one) => !isFirst(one)),
];

/**
 * Counting in batches, without a transaction. A batch is decided by one write to the journal, which names all that it changes; only when it
 * is in everywhere is the next one decided. Each counter and share keeps the number of its last batch, so that a batch may be put in by
 * anyone, any number of times, at any later time, and is in once.
 */
export function figureBatches({ counters, shares, journals }: FigureCollections) {
  const putChanges = counterChanges(counters);

  const putIn = async ({ _id, number, batch }: JournalDocument): Promise<void> => {
    if (batch === null) return;
    const [added, changed] = partition(batch.shares, ({ _id: id }) => batch.added?.includes(id) ?? false);
    const replaced = changed.map(({ _id: id, ...share }) => ({
      replaceOne: {
        filter: { _id: id, batch: { $lt: number } },
        replacement: { ...share, batch: number },
        upsert: true,
      },
    }));
    const inserted = added.map((share) => ({ ...share, batch: number }));
    await putChanges(_id, batch.changes, number);
    if (inserted.length > 0) await shares.insertMany(inserted, { ordered: false }).catch(passOverDuplicates);
    if (replaced.length > 0) await shares.bulkWrite(replaced as never, { ordered: false }).catch(passOverDuplicates);
    await journals.updateOne({ _id, number }, { $set: { batch: null } });
  };

  /** What is newer than what was counted of it, and what that changes. */
  const batchOf = async (counting: string, things: readonly Counted[]): Promise<Batch> => {
    const ids = things.map(({ id }) => shareId(counting, id));
    const found = await shares.find({ _id: { $in: ids } }).toArray();
    const known = new Map(found.map((share) => [share.ticket, share]));
    const newer = things.filter(({ id, version }) => version > (known.get(id)?.version ?? 0));
    const changes = changesOf(
      newer.map(({ id, share }) => {
        const before = known.get(id);
        return { before: before ? shareIn(before) : null, after: share };
      }),
    );
    return {
      shares: newer.map((thing) => toShare(counting, thing)),
      added: newer.filter(({ id }) => !known.has(id)).map(({ id }) => shareId(counting, id)),
      changes,
    };
  };

  return {
    async count(target: Counting, things: readonly Counted[]): Promise<CountOutcome> {
      const _id = countingId(target);
      const journal = await journals.findOne({ _id });
      if (!journal) return 'GONE';
      // What a replica that died left half done, or another one is at: finished before anything else is read.
      await putIn(journal);
      const batch = await batchOf(_id, things);
      if (batch.shares.length === 0) return 'COUNTED';
      const number = journal.number + 1;
      const decided = await journals.updateOne(
        { _id, number: journal.number, batch: null },
        { $set: { number, batch } },
      );
      if (decided.matchedCount === 0) return 'BUSY';
      await putIn({ _id, number, batch });
      return 'COUNTED';
    },
  };
}
