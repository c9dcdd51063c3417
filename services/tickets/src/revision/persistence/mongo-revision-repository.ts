import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { dueDocuments } from '../../sweeping/due-documents.ts';
import type { RevisedTicket, Revision } from '../domain/revision.ts';
import type { RevisionReach, RevisionRepository } from '../use-cases/revision-repository.ts';

type RevisionDocument = Omit<Revision, 'id'> & {
  readonly _id: string;
  /** When it wants a hand; absent once it is finished. */
  readonly nextAt?: Date;
};
type RowDocument = RevisedTicket & { readonly _id: string };

const toRevision = ({ _id, nextAt: _, ...rest }: RevisionDocument): Revision => ({ id: _id, ...rest });

const rowId = ({ revision, ticket }: Pick<RevisedTicket, 'revision' | 'ticket'>): string => `${revision}|${ticket}`;

const withinReach = (reach: RevisionReach | null): Record<string, unknown> => {
  if (reach === null) return {};
  const { jurisdiction, area } = reach;
  return area === null ? { jurisdiction } : { jurisdiction, area };
};

function runs(
  revisions: Collection<RevisionDocument>,
): Omit<RevisionRepository, 'note' | 'forget' | 'rows' | 'countRows'> {
  const due = dueDocuments(revisions, 'nextAt');
  return {
    async start({ id, ...revision }) {
      await revisions.insertOne({ _id: id, ...revision, nextAt: revision.startedAt });
    },
    async find(reach, id) {
      const found = await revisions.findOne({ _id: id, ...withinReach(reach) });
      return found ? toRevision(found) : null;
    },
    async latest(reach, limit) {
      const found = await revisions.find(withinReach(reach)).sort({ startedAt: -1 }).limit(limit).toArray();
      return found.map(toRevision);
    },
    async newestOf({ jurisdiction, area }, rules, dryRun) {
      const [found] = await revisions
        .find({ jurisdiction, area, rules, dryRun })
        .sort({ startedAt: -1 })
        .limit(1)
        .toArray();
      return found ? toRevision(found) : null;
    },
    async claim(rules, now, until) {
      const claimed = await due.claim({ rules: { $in: rules } }, now, until);
      return claimed ? toRevision(claimed) : null;
    },
    countDue: (rules, now, most) => due.count({ rules: { $in: rules } }, now, most),
    async advance({ id, after }, to) {
      const { nextAt, ...$set } = to;
      const written = await revisions.updateOne(
        { _id: id, after, finishedAt: null },
        to.finishedAt === null ? { $set: { ...$set, nextAt } } : { $set, $unset: { nextAt: '' } },
      );
      return written.modifiedCount === 1;
    },
  };
}

/** Revisions and what they did to each ticket. */
export function createRevisionRepository(
  connection: Connection,
): RevisionRepository & { ensureIndexes(): Promise<void> } {
  const revisions = connection.collection<RevisionDocument>('deadline_revisions');
  const rows = connection.collection<RowDocument>('revised_tickets');
  return {
    ...runs(revisions as unknown as Collection<RevisionDocument>),
    async note(row) {
      await rows.replaceOne({ _id: rowId(row) }, row, { upsert: true });
    },
    async forget(row) {
      await rows.deleteOne({ _id: rowId(row) });
    },
    async rows(revision, { after, limit }) {
      const found = await rows
        .find({ revision, ...(after === null ? {} : { code: { $gt: after } }) })
        .sort({ code: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id, ...row }) => row);
    },
    countRows: (revision) => rows.countDocuments({ revision }),
    async ensureIndexes() {
      await revisions.createIndexes([
        { name: 'revisions-of-an-area', key: { jurisdiction: 1, area: 1, startedAt: -1 } },
        { name: 'revisions-due', key: { nextAt: 1 }, sparse: true },
      ]);
      await rows.createIndex({ revision: 1, code: 1 }, { name: 'tickets-of-a-revision' });
    },
  };
}
