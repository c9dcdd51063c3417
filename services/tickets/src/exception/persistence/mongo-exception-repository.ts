import { areasOf } from '@gridlink/contracts';
import { unlessTaken } from '@gridlink/event-bus';
import { createNewestFirstLists, newestOfSeveral } from '@gridlink/subgraph-kit';
import type { Connection } from 'mongoose';
import type { ListException } from '../domain/list-exception.ts';
import type { ExceptionReach, ExceptionRepository } from '../use-cases/exception-repository.ts';

type ExceptionDocument = Omit<ListException, 'id'> & {
  readonly _id: string;
  /** Its own division and all above, whose centers it concerns; `below:` its division, for those it holds for. */
  readonly seenBy: readonly string[];
};

const toException = ({ _id, seenBy: _, ...rest }: ExceptionDocument): ListException => ({ id: _id, ...rest });

/** Above any page, so that one command brings all. */
const ONE_BATCH = 10_000;

/** What was signed in a division or below it. */
const signedIn = ({ jurisdiction, division }: ExceptionReach) => ({ jurisdiction, seenBy: division });

/** The same, and what was signed above and so holds there too: a list for each of the divisions above. */
const holdingIn = (reach: ExceptionReach) => [
  signedIn(reach),
  ...areasOf(reach.division)
    .filter((area) => area !== reach.division)
    .map((area) => ({ jurisdiction: reach.jurisdiction, seenBy: `below:${area}` })),
];

/** Signed exceptions from the item list. */
export function createExceptionRepository(
  connection: Connection,
  now: () => Date = () => new Date(),
): ExceptionRepository & { ensureIndexes(): Promise<void> } {
  const exceptions = connection.collection<ExceptionDocument>('list_exceptions');
  const newest = createNewestFirstLists<ExceptionDocument>(exceptions, now);
  const find = async (jurisdiction: string, id: string): Promise<ListException | null> => {
    const found = await exceptions.findOne({ _id: id, jurisdiction });
    return found ? toException(found as ExceptionDocument) : null;
  };
  return {
    find,
    async sign(exception) {
      const { id, ...rest } = exception;
      const seenBy = [...areasOf(exception.division), `below:${exception.division}`];
      const isNew = await unlessTaken(exceptions.insertOne({ _id: id, ...rest, seenBy }));
      return isNew ? exception : ((await find(exception.jurisdiction, id)) ?? exception);
    },
    async byId(jurisdiction, ids) {
      if (ids.length === 0) return new Map();
      const found = await exceptions.find({ _id: { $in: [...ids] }, jurisdiction }).toArray();
      return new Map(found.map((document) => [document._id, toException(document as ExceptionDocument)]));
    },
    async revoke({ id }, { at, subject, words }) {
      const written = await exceptions.updateOne(
        { _id: id, revokedAt: null },
        { $set: { revokedAt: at, revokedBy: subject, revokedWords: words } },
      );
      return written.modifiedCount === 1;
    },
    async list(reach, page) {
      const found = await newestOfSeveral(newest, { filters: holdingIn(reach), by: 'signedAt', page });
      return found.map(toException);
    },
    async since(reach, from, most) {
      const projection = { department: 1, expiresAt: 1, revokedAt: 1 };
      const options = { projection, limit: most, batchSize: ONE_BATCH };
      const found = await exceptions.find({ ...signedIn(reach), signedAt: { $gte: from } }, options).toArray();
      return found.map(({ _id, department, expiresAt, revokedAt }) => ({ id: _id, department, expiresAt, revokedAt }));
    },
    async ensureIndexes() {
      await exceptions.createIndex(
        { jurisdiction: 1, seenBy: 1, signedAt: -1, _id: -1 },
        { name: 'exceptions-of-an-area' },
      );
    },
  };
}
